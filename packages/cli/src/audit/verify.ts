import type { KeyObject } from 'node:crypto';
import { hashOfNote, openTree, type Checkpoint } from '@maplebridge/audit';
import { grow } from '@maplebridge/gateway';
import { allNotes, inSnapshot, leafCount, LeavesMissing, unsealed, type Database, type Unsealed } from '@maplebridge/storage';
import type { Finding } from './finding';
import { openShards } from './judgeLeaf';
import { openOutside, tell, type Outside, type Told } from './outside';
import { walkStretch, type Walk } from './walk';

export interface VerifyJob {
  readonly database: Pick<Database, 'transaction'>;
  /** Where checkpoints were written to; null: only those in the database are looked at. */
  readonly folder: string | null;
  readonly keys: readonly KeyObject[];
  /** Records sealed by checkpoints made before are taken by their leaves alone. */
  readonly since?: Date;
  readonly progress?: { begin(leaves: number): void; reached(leaves: number): void; end(): void };
}

export interface Verdict {
  readonly bad: Finding | null;
  /** Leaves under the last checkpoint that was found sound, and when that was made. */
  readonly sealed: number;
  readonly sealedAt: Date | null;
  readonly checkpoints: number;
  /** Checkpoints that were found outside as well. */
  readonly outside: number;
  readonly unsealed: Unsealed;
}

/** A convention of ours: a record is sealed within the hour; one that is older than two was passed over, or nobody seals. */
const sealedWithin = 2 * 3_600_000;

/**
 * Compares every sealed record with its leaf, the leaves with what was signed, and what was signed with what lies outside; ends at the first
 * that differs. Reads one snapshot and writes nothing.
 */
export function verify({ database, folder, keys, since, progress }: VerifyJob): Promise<Verdict> {
  return inSnapshot(database, async (query) => {
    const outside = await openOutside(folder);
    const leaves = await leafCount(query);
    progress?.begin(leaves);
    const walk: Walk = {
      query,
      tree: openTree(),
      outside,
      passed: openShards({ isWhole: since === undefined }),
      reached: (at) => progress?.reached(at),
    };
    try {
      const reached = await walkCheckpoints(walk, { keys, since });
      const bad = reached.bad ?? (await walkRest(walk, leaves));
      const open = await unsealed(query);
      return { ...reached, bad: bad ?? judgeUnsealed(open), unsealed: open };
    } finally {
      progress?.end();
    }
  });
}

type Reached = Omit<Verdict, 'unsealed'>;

/**
 * Where the database's checkpoint is not the signed one outside, the walk goes on by the one outside: a record that was changed says more than
 * a checkpoint that was made anew over it.
 */
async function walkCheckpoints(walk: Walk, { keys, since }: Pick<VerifyJob, 'keys' | 'since'>): Promise<Reached> {
  const notes = await allNotes(walk.query);
  const last = Math.max(walk.outside.last, 0, ...notes.keys());
  let [before, doubt]: [Told | null, Finding | null] = [null, null];
  let reached: Reached = { bad: null, sealed: 0, sealedAt: null, checkpoints: 0, outside: 0 };
  for (let number = 1; number <= last; number += 1) {
    const both: Both = { number, ours: tell(notes.get(number), keys), theirs: tell(await walk.outside.note(number), keys), before };
    const told = both.theirs?.isSigned ? both.theirs : both.ours;
    const bad = await walkCheckpoint(walk, both, { told, since });
    if (bad) return { ...reached, bad };
    const differs = judgeNotes(both, walk.outside);
    if (differs && (!both.theirs?.isSigned || !both.ours)) return { ...reached, bad: doubt ?? differs };
    doubt ??= differs;
    before = told;
    if (told?.checkpoint && !doubt) reached = past(reached, told.checkpoint, both);
  }
  return { ...reached, bad: doubt };
}

const past = (reached: Reached, { size, madeAt, number }: Checkpoint, { theirs }: Both): Reached => ({
  bad: null,
  sealed: size,
  sealedAt: madeAt,
  checkpoints: number,
  outside: reached.outside + (theirs ? 1 : 0),
});

/** One checkpoint as the database has it and as it lies outside, and the one before it. */
interface Both {
  readonly number: number;
  readonly ours: Told | null;
  readonly theirs: Told | null;
  readonly before: Told | null;
}

/** The leaves that came with it, and the root over all so far. */
async function walkCheckpoint(
  walk: Walk,
  { number, before }: Both,
  { told, since }: { readonly told: Told | null; readonly since: Date | undefined },
): Promise<Finding | null> {
  const checkpoint = told?.checkpoint;
  if (!checkpoint) return null;
  if (checkpoint.number !== number) return { what: 'swapped', part: told.isSigned ? 'file' : 'checkpoint', checkpoint: number };
  const from = before?.checkpoint?.size ?? 0;
  if (since && checkpoint.madeAt < since) return growOver(walk, checkpoint);
  const { bad, doubt } = await walkStretch(walk, { number, from, to: checkpoint.size });
  if (bad) return { ...bad, checkpoint: number };
  if (!walk.tree.root().equals(checkpoint.root))
    return { ...(doubt ?? { what: 'rebuilt', part: 'leaf', leaf: from, lastLeaf: checkpoint.size - 1 }), checkpoint: number };
  return doubt && { what: 'altered', part: 'file', checkpoint: number };
}

/** The leaves alone. */
async function growOver({ query, tree }: Walk, { size, root, number }: Checkpoint): Promise<Finding | null> {
  const told = { part: 'leaf', leaf: tree.size(), lastLeaf: size - 1, checkpoint: number } as const;
  if ((await leafCount(query)) < size) return { what: 'truncated', ...told };
  try {
    await grow(query, tree, size);
  } catch (error) {
    if (error instanceof LeavesMissing) return { what: 'removed', ...told };
    throw error;
  }
  return tree.root().equals(root) ? null : { what: 'rebuilt', ...told };
}

/** The checkpoint itself: whether it is there, signed, one and the same in both places, and goes on from the one before. */
function judgeNotes({ number, ours, theirs, before }: Both, outside: Outside): Finding | null {
  const told = (what: Finding['what'], part: Finding['part']): Finding => ({ what, part, checkpoint: number });
  if (theirs && !theirs.isSigned) return told('forged', 'file');
  if (!theirs && number < outside.last) return told('removed', 'file');
  if (!ours) return told('removed', 'checkpoint');
  if (!ours.isSigned) return told(theirs ? 'rebuilt' : 'forged', 'checkpoint');
  if (theirs && theirs.note !== ours.note) return told('splitView', 'checkpoint');
  const previous = ours.checkpoint?.previous ?? null;
  const goesOn = before ? previous?.equals(hashOfNote(before.note)) === true : previous === null;
  return goesOn ? null : told('rebuilt', 'checkpoint');
}

/** Leaves that no checkpoint is over yet: they agree with their records, and that is all that can be said. */
async function walkRest(walk: Walk, leaves: number): Promise<Finding | null> {
  return (await walkStretch(walk, { number: null, from: walk.tree.size(), to: leaves })).bad;
}

function judgeUnsealed({ oldest, missing, now }: Unsealed): Finding | null {
  if (missing) return { what: 'removed', part: 'record', record: { kind: 'entry', id: null, ...missing } };
  if (!oldest || now.getTime() - oldest.at.getTime() < sealedWithin) return null;
  return { what: 'neverSealed', part: 'record', record: { kind: oldest.kind, id: oldest.id, shard: null, position: null } };
}
