import { recordHash } from '@maplebridge/audit';
import type { LeafRow } from '@maplebridge/storage';
import type { RecordName } from './finding';

export const nameOf = ({ kind, recordId, place }: LeafRow): RecordName => ({
  kind,
  id: recordId,
  shard: place?.shard ?? null,
  position: place?.position ?? null,
});

/** `gone`: no record stands where the leaf says; `another`: one with another id does. */
export type Judgement = 'sound' | 'altered' | 'gone' | 'another';

/** Whether the record is the one that was sealed, by nothing but its own bytes. */
export function judgeLeaf(row: LeafRow): Judgement {
  const { kind, format, found, recordId, hash } = row;
  if (!found) return 'gone';
  if (recordHash(kind, format, found).equals(hash)) return 'sound';
  if (found.id === recordId) return 'altered';
  return recordHash(kind, format, { ...found, id: recordId }).equals(hash) ? 'altered' : 'another';
}

/** What the record hashes to now; null when there is none. */
export const hashNow = ({ kind, format, found }: LeafRow): Buffer | null => found && recordHash(kind, format, found);

/**
 * Entries of a shard are sealed in their order and without a gap: tells the place that was passed over, if one was. A walk over the whole
 * log sees every shard from its first place, which is 1; one that begins later takes a shard as it finds it.
 */
export function openShards({
  isWhole,
}: {
  readonly isWhole: boolean;
}): (row: LeafRow) => { readonly shard: number; readonly position: string } | null {
  const reached = new Map<number, bigint>();
  return ({ place }) => {
    if (!place) return null;
    const [before, position] = [reached.get(place.shard), BigInt(place.position)];
    reached.set(place.shard, position);
    const next = before === undefined ? (isWhole ? 1n : position) : before + 1n;
    return position === next ? null : { shard: place.shard, position: String(next) };
  };
}
