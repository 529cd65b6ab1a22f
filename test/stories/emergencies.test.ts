import type { Answer, Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, personId, placeId, versionOf } from './city';

/** Streams wait by the clock of the city; it stands still unless a story turns it. */
const start = new Date('2026-03-02T09:00:00+08:00');
const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

let city: TestGateway;
let resident: Person, supervisor: Person, west: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, supervisor] = [city.as('demo-resident'), city.as('demo-supervisor')];
});
beforeEach(async () => {
  city.clock.set(start);
  west = await officer('officer', 'W-STATION');
});
afterAll(() => city.close());

let made = 0;
async function officer(role: string, unit: string): Promise<Person> {
  const subject = `west-${(made += 1)}`;
  await city.grant(subject, role, unit);
  return city.as(subject);
}

const openOne = async (): Promise<{ id: string; number: string }> => {
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });
  return { id, number: (await hand(supervisor, id).look('number')).number as string };
};

const opening = `mutation ($input: OpenInEmergencyInput!) { done: openInEmergency(input: $input) { until case { id number parties { name { text } } moves { isOpen } } } }`;
const reason = '报警人称其家中有人受伤 somebody is hurt';
const breakGlass = (by: Person, number: string, more: object = {}): Promise<Answer> =>
  by.query(opening, { input: { number, reason, idempotencyKey: key(), ...more } });

const reviewing = `mutation ($input: ReviewEmergencyInput!) { done: reviewEmergency(input: $input) { change { move label(lang: "en") note } } }`;
const review = (by: Person, emergency: string, more: object = {}): Promise<Answer> =>
  by.query(reviewing, { input: { emergency, outcome: 'JUSTIFIED', note: '属实', idempotencyKey: key(), ...more } });
const list = `{ awaitedReviews { id case { id } person role label(lang: "en") unit { code } from until reason } }`;
const awaited = async (by: Person, id: string) =>
  (good(await by.query(list)).awaitedReviews as { id: string; case: { id: string } | null }[]).filter((one) => one.case?.id === id);

test('an officer of another station opens a case for an hour, reads it, and can do nothing in it', async () => {
  const { id, number } = await openOne();
  expect(await hand(west, id).look('id')).toBeNull();
  const { done } = good(await breakGlass(west, number));
  expect(done).toMatchObject({ until: later(60).toISOString(), case: { id, number, parties: [{ name: { text: '赵**' } }, {}] } });
  expect(done.case.moves.some(({ isOpen }: { isOpen: boolean }) => isOpen)).toBe(false);
  const listed = good(await west.query('{ cases { nodes { id } totalCount } }')).cases;
  expect(listed).toEqual({ nodes: [{ id }], totalCount: 1 });
  expect(codeOf(await hand(west, id).attempt('signFor'))).toBe('FORBIDDEN');
  expect(codeOf(await hand(west, id).attemptTyped('amendCommunityDispute', { details: { disputedAmount: 1 } }))).toBe('FORBIDDEN');
  const party = { side: 'THIRD', capacity: 'SELF', name: '孙见证' };
  const adding = 'mutation ($input: AddPartyInput!) { addParty(input: $input) { change { id } } }';
  const input = { case: id, expectedVersion: await versionOf(west, id), idempotencyKey: key(), party };
  expect(codeOf(await west.query(adding, { input }))).toBe('FORBIDDEN');
});

const events = 'subscription { caseEvents { __typename ... on Change { caseId move case { id } } ... on Resync { reason } } }';
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';

test('it is over at its end to the instant, for queries and lists, and its streams end then though nothing is written', async () => {
  const { id, number } = await openOne();
  good(await breakGlass(west, number));
  city.clock.set(new Date(later(60).getTime() - 200));
  const stream = await west.stream(events);
  await stream.next(isCaughtUp);
  await hand(city.as('demo-grid'), id).act('signFor');
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, move: 'signFor', case: { id } });
  expect(await hand(west, id).look('id')).toEqual({ id });
  city.clock.set(later(60));
  expect(await hand(west, id).look('id')).toBeNull();
  expect(good(await west.query('{ cases { totalCount } }')).cases.totalCount).toBe(0);
  expect(await stream.next()).toEqual({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.ended()).toEqual({ kind: 'complete' });
});

test('the opening is on the ledger without its reason, for supervisors only, and in the access log of the people concerned', async () => {
  const { id, number } = await openOne();
  good(await breakGlass(west, number));
  const [entry] = await city.sql<{ audience: string; payload: object; actor: object }>(
    `select audience, payload, actor from core.entry where case_id = $1 and type = 'emergencyOpened'`,
    [uuidOf(id)],
  );
  expect(entry).toMatchObject({
    audience: 'supervisors',
    actor: { kind: 'post', role: 'officer', personId: uuidOf(await personId(west)) },
  });
  expect(Object.keys(entry?.payload ?? {}).sort()).toEqual(['emergency', 'until']);
  const moves = async (by: Person) => (await hand(by, id).look('history { nodes { move note } }')).history.nodes;
  expect(await moves(supervisor)).toContainEqual({ move: 'emergencyOpened', note: reason });
  for (const by of [resident, city.as('demo-grid'), west]) expect(JSON.stringify(await moves(by))).not.toMatch(/emergencyOpened|hurt/);
  const log = '{ viewer { accessLog(first: 1) { nodes { role label(lang: "en") purpose unit { code } caseId classes } } } }';
  expect(good(await resident.query(log)).viewer.accessLog.nodes).toEqual([
    {
      role: 'emergency:officer',
      label: 'community officer',
      purpose: '紧急查阅 emergency access',
      unit: { code: 'W-STATION' },
      caseId: id,
      classes: [],
    },
  ]);
});

test('personal values are opened for a purpose as ever, and the log says that it was in an emergency', async () => {
  const { id, number } = await openOne();
  good(await breakGlass(west, number));
  const [party] = (await hand(west, id).look('parties { id side }')).parties;
  const unmasking = 'mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { field value { text } } } }';
  const input = { party: party.id, classes: ['CONTACT'], purpose: '核实伤者 to find who is hurt', idempotencyKey: key() };
  expect(good(await west.query(unmasking, { input })).unmask.opened).toEqual([{ field: 'phone', value: { text: '13900000001' } }]);
  const log = '{ viewer { accessLog(first: 1) { nodes { role purpose classes } } } }';
  expect(good(await resident.query(log)).viewer.accessLog.nodes).toEqual([
    { role: 'emergency:officer', purpose: '核实伤者 to find who is hurt', classes: ['CONTACT'] },
  ]);
});

test('a supervisor over the unit reviews it once, with a note that others of the case do not read', async () => {
  const { id, number } = await openOne();
  good(await breakGlass(west, number));
  const [one, ...rest] = await awaited(supervisor, id);
  expect(one).toEqual({
    id: expect.any(String),
    case: { id },
    person: await personId(west),
    role: 'officer',
    label: 'community officer',
    unit: { code: 'W-STATION' },
    from: start.toISOString(),
    until: later(60).toISOString(),
    reason,
  });
  expect(rest).toEqual([]);
  const emergency = one?.id ?? '';
  expect(codeOf(await review(supervisor, emergency, { note: ' ' }))).toBe('BAD_USER_INPUT');
  const input = { emergency, outcome: 'NOT_JUSTIFIED', note: '并非紧急', idempotencyKey: key() };
  const { change } = good(await supervisor.query(reviewing, { input })).done;
  expect(change).toEqual({ move: 'emergencyReviewed', label: 'Emergency reviewed', note: '并非紧急' });
  expect(good(await supervisor.query(reviewing, { input })).done.change).toEqual(change);
  expect(await awaited(supervisor, id)).toEqual([]);
  expect(codeOf(await review(supervisor, emergency))).toBe('BAD_USER_INPUT');
  const [row] = await city.sql<{ outcome: string }>(`select outcome from core.emergency where case_id = $1`, [uuidOf(id)]);
  expect(row?.outcome).toBe('notJustified');
});

test('nobody else reviews it: not who opened it, not who works there, not the parties, not a supervisor elsewhere', async () => {
  const { id, number } = await openOne();
  good(await breakGlass(west, number));
  const emergency = (await awaited(supervisor, id))[0]?.id ?? '';
  const elsewhere = await officer('supervisor', 'W-STATION');
  for (const by of [west, city.as('demo-grid'), resident, elsewhere, city.as('demo-stranger')]) {
    expect(await awaited(by, id)).toEqual([]);
    expect(codeOf(await review(by, emergency))).toBe('NOT_FOUND');
  }
  expect(codeOf(await review(city.as(null), emergency))).toBe('UNAUTHENTICATED');
  await city.grant(`west-${made - 1}`, 'supervisor', 'E-RIVER');
  expect(await awaited(west, id)).toEqual([]);
  expect(codeOf(await review(west, emergency))).toBe('FORBIDDEN');
});

test('two at once and no third, until one of them is over; how many and how long is policy', async () => {
  const numbers = [await openOne(), await openOne(), await openOne()].map(({ number }) => number);
  const [first = '', second = '', third = ''] = numbers;
  good(await breakGlass(west, first));
  city.clock.set(later(30));
  good(await breakGlass(west, second));
  expect(codeOf(await breakGlass(west, third))).toBe('FORBIDDEN');
  city.clock.set(later(60));
  good(await breakGlass(west, third));
  expect(codeOf(await breakGlass(west, first))).toBe('FORBIDDEN');
});

test('of many openings sent at once no more get through than the policy lets', async () => {
  const numbers = await Promise.all(Array.from({ length: 6 }, async () => (await openOne()).number));
  const answers = await Promise.all(numbers.map((number) => breakGlass(west, number)));
  expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(2);
  expect(answers.filter(({ errors }) => errors.length > 0).map(codeOf)).toEqual(Array(4).fill('FORBIDDEN'));
});

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
