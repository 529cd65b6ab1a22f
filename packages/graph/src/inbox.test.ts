import { graphql, parse, validate } from 'graphql';
import { composeSchema, toGlobalId } from './index';
import { noise, stalls } from './testing/jurisdictions';
import { memory } from './testing/memory';
import { uuid } from './testing/records';

const { schema } = composeSchema([noise, stalls], { isDevelopment: true });

/** Runs a query as an officer and returns its answer with the calls that it made; an error fails the test. */
async function ask(source: string, asking = memory()) {
  const { data, errors } = await graphql({ schema, source, contextValue: asking.context });
  expect(errors ?? []).toEqual([]);
  // a test reads what it asked for; a plain object, because graphql-js makes ones without a prototype
  return { data: JSON.parse(JSON.stringify(data)), calls: asking.calls };
}

const inbox = `{ cases(first: 50) { liveCursor pageInfo { hasNextPage endCursor } nodes { __typename id number version
  status { phase code label since } unit { code name(lang: "zh-CN") parent { code } ancestors { code } } handler { label post kind unit { code } }
  due { code label dueAt state source { instrument isVerified } explain { from } } parties { side name { text isMasked class } }
  moves { code isOpen } links { relation case { number } } jurisdiction { name }
  ... on NoiseComplaint { details { noiseGrade: grade level telephone { text isMasked } patrol { code } day } }
  ... on StallDispute { details { grade } } } } }`;

test('one query reads an inbox of all types, dormant ones included', async () => {
  expect(validate(schema, parse(inbox))).toEqual([]);
  const { data } = await ask(inbox);
  expect(data.cases.nodes.map((one: { __typename: string }) => one.__typename)).toEqual([
    'NoiseComplaint',
    'NoiseComplaint',
    'StallDispute',
    'DormantCase',
  ]);
  expect(data.cases.nodes[0]).toMatchObject({
    id: toGlobalId('case', uuid(10)),
    status: { phase: 'INTAKE', code: 'reported', label: 'reported', since: '2024-05-01T04:00:00.000Z' },
    unit: { code: 'u2', name: '单位2', parent: { code: 'u1' }, ancestors: [{ code: 'u1' }] },
    handler: null,
    due: { code: 'answer', state: 'RUNNING', source: { isVerified: false } },
    parties: [{ side: 'APPLICANT', name: { text: '王**', isMasked: true, class: 'IDENTITY' } }],
    details: { noiseGrade: 'high', level: 70, telephone: { text: '138****', isMasked: true }, patrol: { code: 'u3' }, day: '2024-05-01' },
  });
  expect(data.cases.nodes[1].handler).toEqual({ label: 'officer', post: 'officer', kind: 'POST', unit: { code: 'u3' } });
  expect(data.cases.nodes[3].status).toMatchObject({ code: 'dry', label: 'dry' });
});

test('a page costs one call of each kind, whatever its size', async () => {
  const { calls } = await ask(inbox);
  const named = (name: string) => calls.filter(([called]) => called === name);
  for (const name of ['page', 'deadlinesOf', 'partiesOf', 'movesOf', 'linksOf', 'findMany', 'jurisdictions'])
    expect([name, named(name).length]).toEqual([name, 1]);
  expect(named('deadlinesOf')).toEqual([['deadlinesOf', [uuid(10), uuid(11)]]]);
  expect(named('units').flatMap(([, ids]) => ids)).toHaveLength(3); // each unit once, though six fields ask
});

test('a total is counted when a field asks for it, and then once', async () => {
  expect((await ask('{ cases { nodes { id } } }')).calls.map(([name]) => name)).toEqual(['page']);
  const { data } = await ask('{ cases { totalCount totalIsLowerBound } }');
  expect(data.cases).toEqual({ totalCount: 4, totalIsLowerBound: false });
});

test('the filter reaches the desk in its own words, and defaults that were not asked for do not', async () => {
  const unit = toGlobalId('unit', uuid(2));
  const { calls } = await ask(
    `{ cases(filter: { unit: "${unit}", phases: [FOLLOW_UP] }, orderBy: CHANGED_LATEST, last: 5, before: "c") { nodes { id } } }`,
  );
  expect(calls[0]).toEqual([
    'page',
    { unitId: uuid(2), includeDescendants: true, phases: ['followUp'] },
    'changedLatest',
    { last: 5, before: 'c' },
  ]);
  expect((await ask('{ noiseComplaints(filter: { states: [settled] }) { nodes { details { level } } } }')).calls[0]).toEqual([
    'page',
    { types: ['noise-complaint'], states: ['settled'] },
    'dueFirst',
    { first: 50 },
  ]);
});

test('a filter by an id of another kind finds nothing, without an error and without a call', async () => {
  const { data, calls } = await ask(`{ cases(filter: { unit: "${toGlobalId('case', uuid(2))}" }) { nodes { id } } }`);
  expect([data, calls]).toEqual([{ cases: null }, []]);
});

test('a node is found by any id, and null for what is none', async () => {
  const kinds = [
    ['case', 12],
    ['case', 13],
    ['unit', 2],
    ['place', 5],
    ['report', 7],
    ['party', 60],
    ['change', 50],
    ['change', 51],
    ['person', 90],
  ] as const;
  const ids = [...kinds.map(([kind, n]) => toGlobalId(kind, uuid(n))), 'x'];
  const { data } = await ask(
    `{ nodes(ids: ${JSON.stringify(ids)}) { __typename id } node(id: "${String(ids[4])}") { ... on Report { number place { name } } } }`,
  );
  const expected = ['StallDispute', 'DormantCase', 'Unit', 'Place', 'Report', 'Party', 'Change', null, null, null];
  expect(data.nodes).toEqual(expected.map((__typename, at) => (__typename === null ? null : { __typename, id: ids[at] })));
  expect(data.node).toEqual({ number: 'R-1', place: null });
});

test('a case of one type is null where another is asked for', async () => {
  const id = toGlobalId('case', uuid(12));
  const { data } = await ask(
    `{ noiseComplaint(id: "${id}") { id } stallDispute(id: "${id}") { details { grade } } case(id: "${toGlobalId('case', uuid(77))}") { id } caseByNumber(number: "N-12") { version } }`,
  );
  expect(data).toEqual({ noiseComplaint: null, stallDispute: { details: { grade: 'A' } }, case: null, caseByNumber: { version: 3 } });
});

test('history, statistics, warnings and routing answer in the language asked for', async () => {
  const unit = toGlobalId('unit', uuid(2));
  const { data } = await ask(`{
    case(id: "${toGlobalId('case', uuid(10))}") { history(first: 1) { nodes { move label(lang: "zh-CN") by { label } note entering { phase code label } case { number } } edges { cursor } } }
    noiseComplaintStatistics(unit: "${unit}", from: "2024-01-01T00:00:00Z", until: "2024-02-01T00:00:00Z") { code value unit }
    noiseComplaintWarnings(unit: "${unit}") { code severity count cases { number } }
    explainRouting(type: "noise-complaint") { unit { code } steps(lang: "zh-CN") }
    unit(code: "u1") { children(first: 2) { nodes { code } } }
    errorCodes { code isRetryable meaning(lang: "zh-CN") } }`);
  expect(data.case.history.nodes).toEqual([
    {
      move: 'dismiss',
      label: '驳回',
      by: { label: 'officer' },
      note: 'done',
      entering: { phase: 'CLOSED', code: 'dismissed', label: 'dismissed' },
      case: { number: 'N-10' },
    },
  ]);
  expect(data.noiseComplaintStatistics).toEqual([{ code: 'settled', value: 3, unit: 'CASES' }]);
  expect(data.noiseComplaintWarnings).toEqual([{ code: 'loud', severity: 'URGENT', count: 1, cases: [{ number: 'N-10' }] }]);
  expect(data.explainRouting).toEqual({ unit: { code: 'u2' }, steps: ['按默认'] });
  expect(data.unit.children.nodes).toEqual([{ code: 'u2' }, { code: 'u3' }]);
  expect(data.errorCodes).toContainEqual({ code: 'RATE_LIMITED', isRetryable: true, meaning: '请求过于频繁。' });
});

test('a viewer has posts, an inbox and counts that are made only when asked for', async () => {
  const { data, calls } = await ask(
    '{ viewer { name posts { role label unit { code } } counts { overdue dueToday } inbox(first: 1) { nodes { id } } } }',
  );
  expect(data.viewer).toMatchObject({
    name: '李警官',
    posts: [{ role: 'officer', unit: { code: 'u2' } }],
    counts: { overdue: 2, dueToday: 3 },
  });
  expect(calls.filter(([name, filter]) => name === 'count' && 'isUnsigned' in (filter as object))).toEqual([]);
  expect(calls.find(([name, filter]) => name === 'count' && 'dueBefore' in (filter as object))?.[1]).toMatchObject({
    dueBefore: new Date('2024-05-01T16:00:00Z'),
  });
});

test('somebody who is not signed in is no viewer', async () => {
  expect((await ask('{ viewer { name } version }', memory(null))).data).toEqual({ viewer: null, version: '1.3.0' });
});

test.each([
  ['{ cases(first: 0) { nodes { id } } }', '"first" is 0; it may be 1 to 100.'],
  ['{ viewer { inbox(last: 100000) { nodes { id } } } }', '"last" is 100000; it may be 1 to 100.'],
  [`{ nodes(ids: ${JSON.stringify(Array(101).fill('x'))}) { id } }`, 'At most 100 ids at once; 101 came.'],
  ['{ unit { code } }', 'Send either `id` or `code`'],
  ['{ unit(id: "x", code: "u1") { code } }', 'Send either `id` or `code`'],
  ['{ explainRouting(type: "ponds") { steps } }', 'No such case type is loaded here; there are noise-complaint, stall-dispute.'],
  [
    `{ noiseComplaintStatistics(unit: "x", from: "2024-02-01T00:00:00Z", until: "2024-01-01T00:00:00Z") { code } }`,
    '"until" must be later than "from".',
  ],
])('%# a question that cannot be meant is refused with what would work', async (source, message) => {
  const { errors } = await graphql({ schema, source, contextValue: memory().context });
  expect(errors?.map((error) => [(error.originalError as { code?: string }).code, error.message])).toEqual([
    ['BAD_USER_INPUT', expect.stringContaining(message)],
  ]);
});
