import type { LiveEvent, Viewer } from '@maplebridge/contract';
import { graphql, parse, subscribe, type ExecutionResult } from 'graphql';
import { composeSchema, toGlobalId } from './index';
import { noise, stalls } from './testing/jurisdictions';
import { memory } from './testing/memory';
import { entry, noon, officer, record, uuid } from './testing/records';

const { schema } = composeSchema([noise, stalls], { isDevelopment: false });
const noisy = toGlobalId('case', uuid(10));
const key = '0190b2d0-1c5e-4abc-8def-0123456789ab';
const change = (id: string): string => `id: "${id}", expectedVersion: 3, idempotencyKey: "${key}"`;

async function write(source: string, viewer: Viewer | null = officer) {
  const asking = memory(viewer);
  const { data, errors = [] } = await graphql({ schema, source: `mutation { ${source} }`, contextValue: asking.context });
  const refusals = errors.map(({ originalError, message }) => [(originalError as { code?: string } | undefined)?.code, message]);
  return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, refusals, calls: asking.calls };
}

test('any case moves by the code of its move, and the answer shows what was done', async () => {
  const { data, calls } = await write(
    `moveCase(input: { ${change(noisy)}, move: "dismiss", note: "nobody there" }) { case { number } change { id move note cursor entering { code } by { post } } }`,
  );
  expect(data).toEqual({
    moveCase: {
      case: { number: 'N-10' },
      change: {
        id: toGlobalId('change', uuid(50)),
        move: 'dismiss',
        note: 'nobody there',
        cursor: 'cursor-4',
        entering: { code: 'dismissed' },
        by: { post: 'officer' },
      },
    },
  });
  expect(calls).toContainEqual([
    'move',
    { caseId: uuid(10), move: 'dismiss', expectedVersion: 3, idempotencyKey: key, note: 'nobody there' },
  ]);
});

test('after a move the case is read anew', async () => {
  const { calls } = await write(`moveCase(input: { ${change(noisy)}, move: "dismiss" }) { case { number } }`);
  expect(calls.map(([name]) => name)).toEqual(['findMany', 'move', 'findMany']);
});

test('a move that takes an input has a mutation of its own', async () => {
  const { refusals, data, calls } = await write(
    `settleNoiseComplaint(input: { ${change(noisy)}, amount: 500 }) { case { details { level } } change { source { instrument } } }`,
  );
  expect(refusals).toEqual([]);
  expect(data).toEqual({
    settleNoiseComplaint: {
      case: { details: { level: 70 } },
      change: { source: { instrument: expect.stringContaining('not statutory') } },
    },
  });
  expect(calls).toContainEqual(['move', expect.objectContaining({ move: 'settle', taken: { amount: 500 } })]);
});

test.each([`moveCase(input: { ${change(noisy)}, move: "settle" })`, `moveNoiseComplaint(input: { ${change(noisy)}, move: settle })`])(
  'without its input the move is refused by name: %s',
  async (mutation) => {
    const { refusals, calls } = await write(`${mutation} { change { id } }`);
    expect(refusals).toEqual([
      ['NEEDS_MISSING', '"settle" takes an input (amount) that this mutation does not carry; use settleNoiseComplaint.'],
    ]);
    expect(calls.filter(([name]) => name === 'move')).toEqual([]);
  },
);

test('a case is opened with its details, ids unwrapped and text composed', async () => {
  const details = `{ grade: high, level: 80, telephone: "12e\u0301", patrol: "${toGlobalId('unit', uuid(3))}", day: "2024-05-01" }`;
  const { refusals, calls } =
    await write(`openNoiseComplaint(input: { idempotencyKey: "${key}", summary: " Loud music ", place: "${toGlobalId('place', uuid(5))}", details: ${details},
    parties: [{ side: APPLICANT, capacity: NEAR_RELATIVE, name: "王大明" }] }) { case { id } }`);
  expect(refusals).toEqual([]);
  expect(calls).toContainEqual([
    'open',
    'noise-complaint',
    {
      idempotencyKey: key,
      summary: 'Loud music',
      placeId: uuid(5),
      details: { grade: 'high', level: 80, telephone: '12é', patrol: uuid(3), day: '2024-05-01' },
      parties: [{ side: 'applicant', capacity: 'nearRelative', name: '王大明' }],
    },
  ]);
});

test('an amendment sends only what it names, and null empties', async () => {
  const { calls } = await write(`amendNoiseComplaint(input: { ${change(noisy)}, details: { level: null } }) { change { label } }`);
  expect(calls).toContainEqual(['amend', { caseId: uuid(10), expectedVersion: 3, idempotencyKey: key, patch: { level: null } }]);
});

test.each([
  ['openNoiseComplaint(input: { idempotencyKey: "KEY", summary: " " })', '"summary" is empty'],
  [
    'openNoiseComplaint(input: { idempotencyKey: "KEY", summary: "s", unit: "x" })',
    '"unit" takes the id of a unit; what was given is not an id of this API',
  ],
  [
    'openNoiseComplaint(input: { idempotencyKey: "KEY", summary: "s", details: { level: 201 } })',
    '"level" is 201; it may be 0 to 200 (dB).',
  ],
  [
    'openNoiseComplaint(input: { idempotencyKey: "KEY", summary: "s", details: { telephone: "123456789012345678901" } })',
    '"telephone" has 21 characters; at most 20 fit.',
  ],
  ['amendNoiseComplaint(input: { CHANGE, details: {} })', '"details" names nothing to change.'],
  ['amendStallDispute(input: { CHANGE, details: { grade: null } })', '"grade" is required and cannot be emptied.'],
  [
    'moveStallDispute(input: { CHANGE, move: end })',
    'This is the id of a noise-complaint, and the mutation is for a stall-dispute: use moveCase',
  ],
  ['moveCase(input: { UNIT, move: "end" })', '"id" takes the id of a case; what was given is the id of a unit'],
])('%# a change that cannot be meant never reaches the desk: %s', async (mutation, message) => {
  const source = mutation
    .replace('KEY', key)
    .replace('CHANGE', change(noisy))
    .replace('UNIT', change(toGlobalId('unit', uuid(2))));
  const { refusals, calls } = await write(`${source} { change { id } }`);
  expect(refusals).toEqual([['BAD_USER_INPUT', expect.stringContaining(message)]]);
  expect(calls.filter(([name]) => name !== 'findMany')).toEqual([]);
});

test('nobody writes without being signed in', async () => {
  for (const mutation of [
    `moveCase(input: { ${change(noisy)}, move: "dismiss" })`,
    `moveNoiseComplaint(input: { ${change(noisy)}, move: dismiss })`,
    `openNoiseComplaint(input: { idempotencyKey: "${key}", summary: "s" })`,
  ]) {
    const { refusals, calls } = await write(`${mutation} { change { id } }`, null);
    expect([refusals.map(([code]) => code), calls]).toEqual([['UNAUTHENTICATED'], []]);
  }
});

const events: readonly LiveEvent[] = [
  { kind: 'change', cursor: 'k1', change: { entry: entry(50, record(10, {})), cursor: 'k1', note: null, source: null } },
  { kind: 'caseLeft', cursor: 'k2', caseId: uuid(11) },
  { kind: 'caughtUp', cursor: 'k3', at: noon },
  { kind: 'resync', cursor: 'k4', reason: 'slowReader' },
];

async function watch(source: string, viewer: Viewer | null = officer) {
  const asking = memory(viewer, events);
  const stream = await subscribe({ schema, document: parse(`subscription { ${source} }`), contextValue: asking.context });
  if (!(Symbol.asyncIterator in stream)) return { received: [], errors: stream.errors ?? [], calls: asking.calls };
  const received: ExecutionResult[] = [];
  for await (const result of stream) received.push(JSON.parse(JSON.stringify(result)) as ExecutionResult);
  return { received, errors: [], calls: asking.calls };
}

test('a stream sends each kind of event as its type, with the cursor to resume after', async () => {
  const { received, calls } = await watch(
    `caseEvents(filter: { phases: [INTAKE] }, after: "k0") { __typename cursor ... on Change { caseId move at case { __typename number } } ... on CaseLeft { caseId } ... on CaughtUp { at } ... on Resync { reason } }`,
  );
  expect(received.map(({ data }) => data?.['caseEvents'])).toEqual([
    {
      __typename: 'Change',
      cursor: 'k1',
      caseId: noisy,
      move: 'dismiss',
      at: '2024-05-01T04:00:00.000Z',
      case: { __typename: 'NoiseComplaint', number: 'N-10' },
    },
    { __typename: 'CaseLeft', cursor: 'k2', caseId: toGlobalId('case', uuid(11)) },
    { __typename: 'CaughtUp', cursor: 'k3', at: '2024-05-01T04:00:00.000Z' },
    { __typename: 'Resync', cursor: 'k4', reason: 'SLOW_READER' },
  ]);
  expect(calls[0]).toEqual(['watch', { filter: { phases: ['intake'] }, after: 'k0' }]);
});

test('one case, or one type, is watched by its id and type', async () => {
  expect((await watch(`caseChanged(id: "${noisy}") { cursor }`)).calls[0]).toEqual(['watch', { caseId: uuid(10) }]);
  expect((await watch(`noiseComplaintChanged(id: "${noisy}", after: "k") { cursor }`)).calls[0]).toEqual([
    'watch',
    { caseId: uuid(10), filter: { types: ['noise-complaint'] }, after: 'k' },
  ]);
  expect((await watch('noiseComplaintChanged { cursor }')).received).toHaveLength(4);
});

test('a stream that could send nothing is refused instead of silent', async () => {
  const ofUnit = toGlobalId('unit', uuid(2));
  expect((await watch(`caseChanged(id: "${ofUnit}") { cursor }`)).errors[0]?.message).toContain('"id" takes the id of a case');
  expect((await watch(`caseEvents(filter: { place: "${ofUnit}" }) { cursor }`)).errors[0]?.message).toContain(
    '`filter` names a unit or place by an id of another kind',
  );
  expect((await watch('caseEvents { cursor }', null)).errors[0]?.message).toContain('signed in');
});
