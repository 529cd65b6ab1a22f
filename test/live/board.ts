import { randomBytes, randomUUID } from 'node:crypto';
import type { LedgerEntry, LiveEvent, Viewer } from '@maplebridge/contract';
import { appendEntries, uuidv7, type EntryDraft } from '@maplebridge/ledger';
import { openCursors, openLive, type Judge, type Judgement, type Live, type LiveSettings } from '@maplebridge/live';
import { draftOf, the, type Scratch } from '../ledger/scratch';

/** One province with two counties; a post sees its unit and all below, a supervisor also what only supervisors may read. */
export const [province, north, south] = [randomUUID(), randomUUID(), randomUUID()] as const;
export const paths: Readonly<Record<string, readonly string[]>> = {
  [province]: [province],
  [north]: [province, north],
  [south]: [province, south],
};

export const viewerOf = (unitId: string, role = 'officer', changes: Partial<Viewer> = {}): Viewer => ({
  personId: randomUUID(),
  name: role,
  posts: [{ role, unitId, level: 1, from: new Date(0), until: null }],
  rightsVersion: 1,
  treeVersion: 1,
  sessionEndsAt: new Date('2099-01-01T00:00:00Z'),
  ...changes,
});

export const judge: Judge = {
  hear: async () => ({
    people: () => [],
    units: ({ unitId, previousUnitId }) => [unitId, previousUnitId].flatMap((id) => paths[id ?? ''] ?? []),
    judge: judgeOne,
  }),
  peopleIn: async () => new Set(),
};

function judgeOne(viewer: Viewer, entry: LedgerEntry): Judgement {
  const sees = (unitId: string | null) =>
    viewer.posts.some((post) => unitId !== null && paths[unitId]?.includes(post.unitId))
      ? { jurisdiction: 'medical-disputes', placeIds: [], handlerId: null, isUnsigned: false, dueAt: null, openedAt: entry.happenedAt }
      : null;
  const mayRead = entry.audience === 'case' || viewer.posts.some(({ role }) => role === 'supervisor');
  return {
    before: entry.type === 'opened' ? null : sees(entry.previousUnitId ?? entry.unitId),
    after: sees(entry.unitId),
    told: mayRead ? { note: null, source: null } : null,
  };
}

const key = randomBytes(32);
export const cursorsOf = (epoch = 'one') => openCursors(key, epoch);

export const troubles: Error[] = [];

export const openGatewayLive = (scratch: Scratch, settings: Partial<LiveSettings> = {}): Promise<Live> =>
  openLive({
    query: scratch.query,
    cursors: cursorsOf(),
    judge,
    unitPath: async (unitId) => paths[unitId] ?? [],
    now: () => new Date(),
    onTrouble: (error) => troubles.push(error),
    pollEvery: 20,
    ...settings,
  });

/** Commits one entry of the case, in the north unless said otherwise. */
export const tell = async (scratch: Scratch, caseId: string, changes: Partial<EntryDraft> = {}): Promise<LedgerEntry> => {
  const [entry] = await scratch.transaction((query) => appendEntries(query, [draftOf(caseId, { unitId: north, ...changes })]));
  return the(entry);
};

export const tellMany = (scratch: Scratch, count: number, caseId = uuidv7()): Promise<readonly LedgerEntry[]> =>
  scratch.transaction((query) =>
    appendEntries(
      query,
      Array.from({ length: count }, (_, nth) => draftOf(caseId, { unitId: north, subjectVersion: nth + 1 })),
    ),
  );

/** Reads until the condition holds, and leaves the stream open. */
export async function read(
  stream: AsyncIterableIterator<LiveEvent>,
  isEnough: (events: readonly LiveEvent[]) => boolean,
): Promise<readonly LiveEvent[]> {
  const events: LiveEvent[] = [];
  while (!isEnough(events)) {
    const next = await stream.next();
    if (next.done) return events;
    events.push(next.value);
  }
  return events;
}

export const isCaughtUp = (events: readonly LiveEvent[]): boolean => events.at(-1)?.kind === 'caughtUp';

/** What happened, without the heartbeat. */
export const happenings = (events: readonly LiveEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'change'
      ? [event.change.entry.id]
      : event.kind === 'caseLeft'
        ? [`left ${event.caseId}`]
        : event.kind === 'resync'
          ? [event.reason]
          : [],
  );
