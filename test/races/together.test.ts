import { runGatewayProcess, type GatewayProcess, type Person, type Stream, type StreamEvent, type TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, hand, openCity, opened, placeId, unitId } from '../stories/city';

/** Two gateways of one database: one answers cohorts together, the other every subscription on its own. */
let together: GatewayProcess;
let alone: TestGateway;
beforeAll(async () => {
  alone = await openCity({ sockets: { shares: false } });
  await Promise.all(subjects.slice(0, officers).map((subject) => alone.grant(subject, 'officer', 'E-RIVER')));
  together = await runGatewayProcess({ databaseUrl: alone.databaseUrl });
});
afterAll(async () => {
  await together.close();
  await alone.close();
});

const officers = 6;
const subjects = [
  ...Array.from({ length: officers }, (_, nth) => `officer-${nth}`),
  ...['demo-resident', 'demo-neighbour', 'demo-grid', 'demo-officer', 'demo-committee', 'demo-supervisor', 'demo-stranger'],
];
const what = `__typename ... on CaseLeft { caseId } ... on Resync { reason } ... on Change { id caseId move label note entering { code label } by { label unit { code } }
  source { instrument isVerified } case { number parties { side name { text } } ... on CommunityDispute { details { kind disputedAmount } } } }`;
const documents = [
  { document: `subscription { caseEvents { ${what} } }` },
  {
    document: `subscription ($filter: CaseFilter) { caseEvents(filter: $filter) { ${what} } }`,
    variables: { filter: { unit: unitId('E-RIVER') } },
  },
  { document: `subscription { caseEvents(filter: { handlerIsMe: true }) { ${what} } }` },
  { document: `subscription { communityDisputeChanged { ${what} } }` },
  {
    document: `subscription { caseEvents(filter: { phases: [HANDLING, MEDIATION] }) { __typename ... on CaseLeft { caseId } ... on Change { id case { moves { code isOpen } } } } }`,
    isLoose: true,
  },
];

interface Pair {
  readonly subject: string;
  readonly isLoose: boolean;
  readonly together: Stream;
  readonly alone: Stream;
}

const languages = ['zh-CN', 'en'] as const;

async function openPairs(): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const [nth, subject] of subjects.entries()) {
    for (const { document, variables = {}, isLoose = false } of documents) {
      const saying = { language: languages[nth % 2] };
      const [one, other] = await Promise.all([together, alone].map((city) => city.as(subject).stream(document, variables, saying)));
      if (one && other) pairs.push({ subject, isLoose, together: one, alone: other });
    }
  }
  return pairs;
}

let seed = 7;
const pick = <Value>(values: readonly [Value, ...Value[]]): Value => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return values[Math.floor((seed / 2 ** 31) * values.length)] ?? values[0];
};

/** One of the members of the cohort is a party of the case: what is told of it hangs on that. */
const openOne = (by: Person, nth: number): Promise<string> => {
  const own = { side: 'RESPONDENT', capacity: 'SELF', name: '孙例', subject: `officer-${nth % officers}` };
  const parties = nth % 2 ? [bothSides[0], own] : bothSides;
  return opened(by, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt', disputedAmount: 100 } });
};

async function someMoves(ids: readonly [string, ...string[]], count: number): Promise<number> {
  const [officer, grid, resident] = ['demo-officer', 'demo-grid', 'demo-resident'].map((subject) => alone.as(subject)) as [
    Person,
    Person,
    Person,
  ];
  let made = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const by = hand(pick([officer, grid, resident]), pick(ids));
    const unit = unitId(pick(['E-RIVER', 'E-RIVER-1', 'W-STATION']));
    const answer = await pick([
      () => by.attempt('signFor'),
      () => by.attempt('accept', { note: '给同事的话 for colleagues' }),
      () => by.attempt('withdraw'),
      () => by.attemptTyped('transferCommunityDispute', { unit }),
    ])();
    if (codeOf(answer) === '0 errors') made += 1;
  }
  return made;
}

/** A case may stand elsewhere by the time it is shown: then one shows it and the other does not, or shows what is possible by now. */
const comparable = (event: StreamEvent, { isLoose }: Pair, isShown: boolean): StreamEvent =>
  event.case === undefined || (isShown && !isLoose) ? event : { ...event, case: null };

const read = async (stream: Stream, isLast: (event: StreamEvent) => boolean): Promise<readonly StreamEvent[]> => {
  const events: StreamEvent[] = [];
  for (;;) {
    const event = await stream.next();
    if (event.__typename !== 'CaughtUp') events.push(event);
    if (isLast(event)) return events;
  }
};

test('over random moves in a real city, every subscription is told the same by both gateways', async () => {
  const pairs = await openPairs();
  for (const pair of pairs)
    for (const stream of [pair.together, pair.alone]) await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const resident = alone.as('demo-resident');
  const ids = (await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((nth) => openOne(resident, nth)))) as [string, ...string[]];
  expect(await someMoves(ids, 120)).toBeGreaterThan(10);
  const last = await openOne(resident, 0);
  const isLast = (event: StreamEvent): boolean => event.caseId === last;
  const witness = pairs.filter(({ subject }) => subject === 'demo-supervisor')[0];
  if (!witness) throw new Error('The supervisor watches nothing.');
  const [one, other] = [await read(witness.together, isLast), await read(witness.alone, isLast)];
  expect(one.length).toBe(other.length);
  let told = 0;
  for (const pair of pairs.filter((one) => one !== witness)) told += await compare(pair);
  expect(told).toBeGreaterThan(300);
  for (const { together: shared, alone: own } of pairs) await Promise.all([shared.close(), own.close()]);
});

/** What one was told, the other is told too, or by and by: else this waits in vain. */
async function compare(pair: Pair): Promise<number> {
  const isTold = (event: StreamEvent): boolean => event.__typename !== 'CaughtUp';
  const waiting = (): number => Math.max(...[pair.together, pair.alone].map((stream) => stream.waiting().filter(isTold).length));
  let told = 0;
  for (; waiting() > 0; told += 1) {
    const [one, other] = await Promise.all([pair.together.next(isTold), pair.alone.next(isTold)]);
    const isShown = Boolean(one.case) && Boolean(other.case);
    expect([pair.subject, comparable(one, pair, isShown)]).toEqual([pair.subject, comparable(other, pair, isShown)]);
  }
  return told;
}
