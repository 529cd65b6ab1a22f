import { randomUUID } from 'node:crypto';
import type { Viewer, Watch } from '@maplebridge/contract';
import { appendEntries, uuidv7, type EntryDraft } from '@maplebridge/ledger';
import type { Live } from '@maplebridge/live';
import { draftOf, openScratch, the, type Scratch } from './ledger/scratch';
import { north, openGatewayLive, province, south, tell, troubles, viewerOf } from './live/board';
import { judgeWith, listen, type Ear, type Parts } from './live/seats';

let scratch: Scratch;
let live: Live;
const parts: Parts = new Map();
let ring = (): void => undefined;
beforeAll(async () => {
  scratch = await openScratch();
  live = await openGatewayLive(scratch, { judge: judgeWith(parts, the(people[1]).personId), limits: { caughtUpEvery: 50 } });
});
afterAll(async () => {
  await live.close();
  await scratch.close();
  expect(troubles).toEqual([]);
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise<void>((resolve) => (ring = resolve));
};
/** The heartbeat comes when it comes. */
const told = ({ heard }: Ear): readonly string[] => heard.filter((words) => words !== 'caughtUp');
const beats = ({ heard }: Ear): number => heard.length - told({ heard } as Ear).length;

interface Sitting {
  readonly viewer: Viewer;
  readonly watch?: Watch;
  readonly kind?: string;
  readonly pause?: () => Promise<void>;
}
const sit = ({ watch = {}, ...one }: Sitting): Ear => listen({ live, watch, parts, onHeard: () => ring(), ...one });
/** Has heard a heartbeat that came after it had joined its cohort. */
const settle = (ears: readonly Ear[]): Promise<void> => until(() => ears.every((ear) => beats(ear) >= 3));
const leave = async (ears: readonly Ear[]): Promise<void> => {
  for (const { stream } of ears) await stream.return?.();
  await Promise.all(ears.map(({ ended }) => ended));
};

let seed = 20_260_302;
const pick = <Value>(values: readonly Value[]): Value => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return the(values[Math.floor((seed / 2 ** 31) * values.length)]);
};

const cases = Array.from({ length: 8 }, () => uuidv7());
const rights = [
  { unit: province, role: 'supervisor' },
  { unit: north, role: 'officer' },
  { unit: south, role: 'officer' },
  { unit: north, role: 'supervisor' },
] as const;
const resident = (): Viewer => viewerOf(north, 'resident', { posts: [] });
const people = [
  ...Array.from({ length: 24 }, (_, nth) => viewerOf(the(rights[nth % 4]).unit, the(rights[nth % 4]).role)),
  resident(),
  resident(),
];
const watches: readonly Watch[] = [
  {},
  { caseId: the(cases[0]) },
  { filter: { unitId: north } },
  { filter: { unitId: south, includeDescendants: false } },
  { filter: { phases: ['handling'] } },
  { filter: { handlerIsMe: true } },
  { filter: { handlerIsMe: false } },
  { entryTypes: ['opened', 'settle'] },
];

/** Where each case is, so that entries tell of transfers that make sense. */
const where = new Map(cases.map((id) => [id, north]));
function someEntry(): EntryDraft {
  const id = pick(cases);
  const from = the(where.get(id));
  const unitId = pick([from, from, north, south]);
  where.set(id, unitId);
  const phase = pick(['intake', 'handling', 'agreement'] as const);
  const changes = {
    unitId,
    previousUnitId: unitId === from ? null : from,
    phaseBefore: pick(['intake', 'handling'] as const),
    phaseAfter: phase,
  };
  return draftOf(id, { ...changes, type: pick(['accept', 'settle', 'amended']), audience: pick(['case', 'case', 'supervisors'] as const) });
}

/** People get and lose parts between entries, of cases that they may also see by their posts. */
function someParts(): void {
  const own = parts.get(pick(cases)) ?? new Set<string>();
  parts.set(pick(cases), own.add(pick(people).personId));
  if (pick([true, false, false])) parts.delete(pick(cases));
}

test('over random posts, parts and moves, everybody is told together exactly what each is told alone', async () => {
  const pairs = people.flatMap((viewer) =>
    watches.map((watch) => ({ viewer, watch, alone: sit({ viewer, watch }), seated: sit({ viewer, watch, kind: 'one document' }) })),
  );
  const witness = sit({ viewer: viewerOf(province, 'supervisor') });
  await settle([...pairs.map(({ seated }) => seated), witness]);
  let entries = 0;
  for (let turn = 0; turn < 60; turn += 1) {
    someParts();
    const batch = Array.from({ length: pick([1, 2, 5]) }, someEntry);
    entries += (await scratch.transaction((query) => appendEntries(query, batch))).length;
    await until(() => told(witness).length === entries && pairs.every(({ alone, seated }) => told(alone).length <= told(seated).length));
  }
  for (const { alone, seated } of pairs) expect(told(seated)).toEqual(told(alone));
  const all = pairs.flatMap(({ seated }) => told(seated));
  for (const words of ['left', 'to a party seen by a party', 'to a post seen by a post'])
    expect(all.filter((one) => one.includes(words)).length).toBeGreaterThan(100);
  await leave([...pairs.flatMap(({ alone, seated }) => [alone, seated]), witness]);
});

test('whoever gets a part while the cohort is answered is answered apart, the one who answers for all among them', async () => {
  const caseId = uuidv7();
  const officers = Array.from({ length: 4 }, () => viewerOf(north));
  let appoint = (): void => undefined;
  const pause = async (): Promise<void> => appoint();
  const ears = officers.map((viewer) => sit({ viewer, kind: 'one document', pause }));
  await settle(ears);
  for (const late of [0, 2]) {
    appoint = () => void parts.set(caseId, new Set([the(officers[late]).personId]));
    const { id } = await tell(scratch, caseId);
    await until(() => ears.every((ear) => told(ear).some((words) => words.startsWith(id))));
    const seen = ears.map((ear) => told(ear).at(-1));
    expect(seen.map((words) => words?.endsWith('by a party'))).toEqual(officers.map((_, nth) => nth === late));
    parts.clear();
    appoint = () => undefined;
  }
  await leave(ears);
});

test('a socket that takes no more loses what waits, hears one resync when it has room, and then what follows', async () => {
  const [quick, slow] = [0, 1].map(() => sit({ viewer: viewerOf(north), kind: 'one document' })) as [Ear, Ear];
  await settle([quick, slow]);
  slow.deafen();
  const missed = [await tell(scratch, uuidv7()), await tell(scratch, uuidv7())];
  await until(() => told(quick).length === 2);
  expect(told(slow)).toEqual([]);
  slow.listen();
  await until(() => told(slow).length === 1);
  const heartbeats = beats(slow);
  await until(() => beats(slow) > heartbeats + 2);
  const next = await tell(scratch, uuidv7());
  await until(() => told(slow).length === 2);
  expect(told(slow)[0]).toBe('resync slowReader');
  expect(told(slow)[1]).toContain(next.id);
  expect(told(quick).map((words) => words.split(' ')[0])).toEqual([...missed, next].map(({ id }) => id));
  await leave([quick, slow]);
});

test('rights that change end one member and leave the others of the cohort', async () => {
  const [revoked, kept] = [viewerOf(north), viewerOf(north)];
  const [ended, going] = [revoked, kept].map((viewer) => sit({ viewer, kind: 'one document' })) as [Ear, Ear];
  await settle([ended, going]);
  const changed = { subjectKind: 'person', subjectId: revoked.personId, caseId: null, type: 'rightsChanged', subjectVersion: 2 };
  await tell(scratch, randomUUID(), changed);
  await ended.ended;
  expect(told(ended)).toEqual(['resync rightsChanged', 'over']);
  const { id } = await tell(scratch, uuidv7());
  await until(() => told(going).length === 1);
  expect(told(going)[0]).toContain(id);
  await leave([going]);
});
