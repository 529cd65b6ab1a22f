import type { Viewer } from '@maplebridge/contract';
import { graphql } from 'graphql';
import { composeSchema, toGlobalId } from './index';
import { noise, stalls } from './testing/jurisdictions';
import { memory } from './testing/memory';
import { officer, uuid } from './testing/records';

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
  expect(calls.map(([name]) => name)).toEqual(['move', 'findMany']);
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

test('a personal value is opened for a purpose, and says that it is no mask', async () => {
  const { data, refusals, calls } = await write(
    `unmask(input: { party: "${toGlobalId('party', uuid(60))}", classes: [IDENTITY], purpose: "summons", idempotencyKey: "${key}" }) {
      until party { side } opened { field value { text isMasked class } } }`,
  );
  expect(refusals).toEqual([]);
  expect(data).toEqual({
    unmask: {
      until: '2024-05-01T04:00:00.000Z',
      party: { side: 'APPLICANT' },
      opened: [{ field: 'name', value: { text: '王大明 60', isMasked: false, class: 'IDENTITY' } }],
    },
  });
  expect(calls[0]).toEqual(['unmask', { partyId: uuid(60), classes: ['identity'], purpose: 'summons', idempotencyKey: key }]);
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
