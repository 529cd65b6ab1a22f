import type { LiveEvent, Viewer } from '@maplebridge/contract';
import { parse, subscribe, type ExecutionResult } from 'graphql';
import { composeSchema, toGlobalId, watching } from './index';
import { noise, stalls } from './testing/jurisdictions';
import { memory } from './testing/memory';
import { entry, noon, officer, record, uuid } from './testing/records';

const { schema } = composeSchema([noise, stalls], { isDevelopment: false });
const noisy = toGlobalId('case', uuid(10));

const events: readonly LiveEvent[] = [
  { kind: 'change', cursor: 'k1', change: { entry: entry(50, record(10, {})), cursor: 'k1', note: null, source: null } },
  { kind: 'caseLeft', cursor: 'k2', caseId: uuid(11) },
  { kind: 'caughtUp', cursor: 'k3', at: noon },
  { kind: 'resync', cursor: 'k4', reason: 'slowReader' },
];

async function watch(source: string, viewer: Viewer | null = officer, sent = events) {
  const asking = memory(viewer, sent);
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

test('each change shows the case as it stands when it is sent, not as an earlier event found it', async () => {
  const twice = events.slice(0, 1).flatMap((event) => [event, event]);
  const { calls } = await watch('caseEvents { ... on Change { case { unit { code } } } }', officer, twice);
  expect(calls.map(([name]) => name)).toEqual(['watch', 'findMany', 'units', 'findMany', 'units']);
});

test('whoever leaves a stream closes its source', async () => {
  const closed: string[] = [];
  const source: AsyncIterableIterator<LiveEvent> = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => new Promise(() => undefined), // parked for ever, as a quiet stream is
    return: () => {
      closed.push('closed');
      return Promise.resolve({ done: true, value: undefined });
    },
  };
  const { context } = memory();
  const stream = watching(() => ({}))({ args: {}, context: { ...context, live: { watch: () => source } } });
  void stream.next();
  await stream.return?.();
  expect(closed).toEqual(['closed']);
});
