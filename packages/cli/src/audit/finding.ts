import type { RecordKind } from '@maplebridge/audit';

/**
 * What was done to what is sealed. `altered`: it is there and says something else. `swapped`: it stands where another stood. `truncated`: the
 * end of the log is missing. `rebuilt`: it agrees with the database's own leaves and not with what was signed. `forged`: a checkpoint that no
 * key named here has signed. `splitView`: two checkpoints of one number, both signed. `neverSealed`: old, and without a leaf.
 */
export type Tampering = 'altered' | 'removed' | 'swapped' | 'truncated' | 'rebuilt' | 'forged' | 'splitView' | 'neverSealed';

/** A record by what is known of it. */
export interface RecordName {
  readonly kind: RecordKind;
  readonly id: string | null;
  readonly shard: number | null;
  readonly position: string | null;
}

/** The first thing that is not as it was sealed. */
export interface Finding {
  readonly what: Tampering;
  /** Which part of it: the record itself, its leaf in the database, a checkpoint in the database, or a file outside. */
  readonly part: 'record' | 'leaf' | 'checkpoint' | 'file';
  readonly record?: RecordName;
  /** The leaf, or the first of those of which one is meant. */
  readonly leaf?: number;
  /** The last leaf of those of which one is meant, when none can be named alone. */
  readonly lastLeaf?: number;
  readonly checkpoint?: number;
}
