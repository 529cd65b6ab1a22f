import {
  type AccessRecord,
  label,
  localRule,
  type CaseFilter,
  type CaseRecord,
  type Desk,
  type Directory,
  type LiveEvent,
  type LiveStreams,
  type Page,
  type Receipt,
  type RequestContext,
  type Viewer,
  type Watch,
} from '@maplebridge/contract';
import { noiseComplaint, stallDispute } from './jurisdictions';
import { entry, noon, officer, party, record, unit, uuid } from './records';

const cases: readonly CaseRecord[] = [
  record(10, {
    details: {
      grade: 'high',
      level: 70,
      telephone: { text: '138****', isMasked: true, class: 'contact' },
      patrol: uuid(3),
      day: '2024-05-01',
    },
  }),
  record(11, { unitId: uuid(3), handlerId: uuid(90), handlerPost: 'officer', handlerUnitId: uuid(3) }),
  record(12, { type: 'stall-dispute', jurisdiction: 'stalls', state: 'filed', due: null, details: { grade: 'A' } }),
  record(13, { type: 'pond-dispute', jurisdiction: 'ponds', state: 'dry', due: null, isDormant: true }),
];

export interface Memory {
  readonly context: RequestContext;
  /** Name and arguments of every call of the port, in order. */
  readonly calls: readonly (readonly [name: string, ...given: readonly unknown[]])[];
}

const page = <Row>(rows: readonly Row[]): Page<Row> => ({
  rows: rows.map((row, at) => ({ cursor: `c${at}`, row })),
  hasNextPage: false,
  hasPreviousPage: false,
});
const found = (id: string): CaseRecord | null => cases.find((one) => one.id === id) ?? null;
const unplanned = (): never => {
  throw new Error('No story here asks for this.');
};

const receipt = (caseId: string, type: string): Receipt => ({
  caseId,
  version: 4,
  cursor: 'cursor-4',
  isReplay: false,
  entry: entry(50, found(caseId) ?? record(10, {}), { type }),
});

const access: AccessRecord = {
  id: uuid(80),
  at: noon,
  role: 'officer',
  unitId: uuid(2),
  caseId: uuid(10),
  caseType: null,
  classes: ['contact'],
  purpose: 'to call',
};

const desk: Desk = {
  findMany: async (ids) => ids.map(found),
  findByNumber: async (number) => cases.find((one) => one.number === number) ?? null,
  page: async (filter) => ({ ...page(listed(filter)), liveCursor: 'live', count: async () => ({ total: 4, isLowerBound: false }) }),
  count: async ({ isOverdue, dueBefore }) => (isOverdue ? 2 : dueBefore ? 5 : 1),
  open: async () => receipt(uuid(10), 'opened'),
  move: async ({ caseId, move }) => receipt(caseId, move),
  amend: async ({ caseId }) => receipt(caseId, 'amended'),
  addParty: unplanned,
  identifyParty: unplanned,
  openInEmergency: unplanned,
  reviewEmergency: unplanned,
  awaitedReviews: unplanned,
  createPartyLink: unplanned,
  revokePartyLink: unplanned,
  claimPartyLink: unplanned,
  giveProcessingConsent: unplanned,
  withdrawProcessingConsent: unplanned,
  processingConsents: unplanned,
  exclude: unplanned,
  liftExclusion: unplanned,
  exclusionsOf: unplanned,
  command: unplanned,
  partiesOf: async (ids) => ids.map((id, at) => [party(60 + at, id)]),
  party: async (id) => party(60, id),
  deadlinesOf: async (ids) =>
    ids.map((caseId) => [
      {
        caseId,
        code: 'answer',
        label: label('答复', 'Answer'),
        startedAt: noon,
        dueAt: noon,
        state: 'running',
        isProvisional: false,
        spans: [],
        source: localRule(label('测试', 'For tests'), '1', '2024-01-01'),
        decidedBy: null,
      },
    ]),
  movesOf: async (ids) => ids.map(() => [{ code: 'dismiss', label: label('驳回', 'Dismiss'), isOpen: true, needs: [], refusal: null }]),
  historiesOf: async (ids) => Promise.all(ids.map((id) => desk.historyOf(id, {}))),
  historyOf: async (id) => page([{ entry: entry(50, found(id) ?? record(10, {})), cursor: 'cursor-4', note: 'done', source: null }]),
  change: async (id) => (id === uuid(50) ? { entry: entry(50, record(10, {})), cursor: 'cursor-4', note: null, source: null } : null),
  linksOf: async (ids) => ids.map(() => [{ caseId: uuid(12), relation: 'continues' }]),
  unmask: async ({ partyId }) => ({
    party: party(60, uuid(10)),
    until: noon,
    opened: { name: { text: `王大明 ${partyId.slice(-2)}`, isMasked: false, class: 'identity' } },
  }),
  unmaskDetails: async ({ caseId }) => ({ caseId, until: noon, opened: { treatment: { text: '手术', isMasked: false, class: 'health' } } }),
  openAssigned: async () => [{ partyId: uuid(60), field: 'name', value: { text: '王大明', isMasked: false, class: 'identity' } }],
  statistics: async () => [
    { code: 'settled', label: label('和解数', 'Settled'), value: 3, numerator: null, denominator: null, unit: 'cases' },
  ],
  warnings: async () => [{ code: 'loud', label: label('很响', 'Very loud'), severity: 'urgent', caseIds: [uuid(10), uuid(99)], count: 1 }],
  accountableTypes: unplanned,
  reports: async (ids) => ids.map((id) => ({ id, number: 'R-1', channel: 'hotline', receivedAt: noon, placeId: null })),
  casesOfReports: async (ids) => ids.map(() => [...cases]),
  accessLog: async () => page([access]),
  accessRecord: async (id) => (id === access.id ? access : null),
  selectCase: unplanned,
  selectPage: unplanned,
  recallCases: unplanned,
  recallChange: unplanned,
  forget: () => undefined,
  holdersOf: async (asked) => asked.map(({ role }) => [{ personId: uuid(70), role: role ?? 'officer', from: noon, until: null }]),
};

const listed = ({ types }: CaseFilter): readonly CaseRecord[] => cases.filter((one) => types === undefined || types.includes(one.type));

const directory: Directory = {
  words: unplanned,
  units: async (ids) => ids.map((id) => [1, 2, 3].map(unit).find((one) => one.id === id) ?? null),
  unitByCode: async (code) => [1, 2, 3].map(unit).find((one) => one.code === code) ?? null,
  unitVersions: async (ids) => ids.map(() => []),
  children: async () => page([unit(2), unit(3)]),
  childrenOf: async (ids) => ids.map(() => page([unit(2), unit(3)])),
  places: async (ids) => ids.map((id) => ({ id, name: '夜市', kind: 'market', partOfId: null })),
  answering: async (ids) => ids.map(() => [unit(2)]),
  explainRouting: async () => ({ unitId: uuid(2), steps: [label('按默认', 'By default')] }),
  jurisdictions: async () => [
    { name: 'noise', label: label('噪声', 'Noise'), version: '1.0.0', typeName: 'noise-complaint', isDormant: false },
  ],
  storedType: async (name) => ({
    name,
    jurisdiction: 'ponds',
    label: label('池塘', 'Ponds'),
    states: { dry: { label: label('干涸', 'dry'), phase: 'intake' } },
    moves: {},
  }),
  roleLabel: (role) => label('民警', role),
  policy: unplanned,
};

/** As the desk does it: the case is shown first, and nothing is decided when that is refused. */
function shownFirst(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('refuse' in input)) return input;
  const { refuse, ...rest } = input as { readonly refuse: (one: CaseRecord) => void; readonly caseId: string };
  const one = found(rest.caseId);
  if (one) refuse(one);
  return rest;
}

/** The port that `graph` reaches storage through, over a few records in memory, noting every call. */
export function memory(viewer: Viewer | null = officer, events: readonly LiveEvent[] = []): Memory {
  const calls: [string, ...unknown[]][] = [];
  const noting = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]: [string, (...given: unknown[]) => unknown]) => [
        name,
        (...given: unknown[]) => {
          const asked = given.map(shownFirst);
          if (name !== 'forget') calls.push([name, ...asked]); // forgetting asks for nothing
          return call(...given);
        },
      ]),
    ) as Port; // every property of both ports is a function
  const live: LiveStreams = {
    watch: (watch: Watch) => {
      calls.push(['watch', watch]);
      return (async function* () {
        yield* events;
      })();
    },
  };
  const kept = new Map<unknown, unknown>();
  const context: RequestContext = {
    viewer,
    live,
    language: 'en',
    requestId: 'r1',
    now: () => noon,
    desk: noting(desk),
    directory: noting(directory),
    own: unplanned,
    consumed: unplanned,
    caseTypes: new Map([noiseComplaint, stallDispute].map((type) => [type.name, type])),
    cached: (key, make) => {
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key) as ReturnType<typeof make>;
    }, // one key, one kind of value
  };
  return { context, calls };
}
