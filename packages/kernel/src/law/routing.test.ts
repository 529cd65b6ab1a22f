import { route, type CompetenceRow, type RoutingInput } from './routing';
import { rule } from './testing';

const row = (unitId: string, placeId: string | null, change: Partial<CompetenceRow> = {}): CompetenceRow => ({
  unitId,
  placeId,
  type: null,
  from: '2026-01-01',
  until: null,
  source: null,
  ...change,
});
const input = (competence: readonly CompetenceRow[], placePath = ['stall', 'market', 'city']): RoutingInput => ({
  type: 'stall-dispute',
  placePath,
  competence,
  day: '2026-06-01',
  rootUnitId: 'root',
});

test('the nearest place decides, and there a row for the type before one for all', () => {
  const rows = [
    row('city-hall', 'city', { type: 'stall-dispute' }),
    row('market-office', 'market'),
    row('market-team', 'market', { type: 'stall-dispute' }),
    row('other', 'stall', { type: 'medical-dispute' }),
  ];
  const routed = route(input(rows));
  expect(routed.unitId).toBe('market-team');
  expect(routed.steps.map((one) => one.en)).toEqual([
    'At place stall no unit answers for type stall-dispute on 2026-06-01.',
    'For type stall-dispute at place market, unit market-team answers since 2026-01-01.',
  ]);
  expect(routed.steps[1]?.['zh-CN']).toBe('地点market、类型stall-dispute：自2026-01-01起由单位market-team负责。');
});

test('a row counts from its first day and not on its last, and the later of two decides', () => {
  const rows = [
    row('gone', 'stall', { until: '2026-06-01' }),
    row('later', 'stall', { from: '2026-06-02' }),
    row('old', 'stall'),
    row('new', 'stall', { from: '2026-02-01' }),
  ];
  expect(route(input(rows)).unitId).toBe('new');
});

test('without a place the row for everywhere answers, and without any the root', () => {
  expect(route(input([row('anywhere', null, { type: 'stall-dispute' })], [])).unitId).toBe('anywhere');
  const routed = route(input([], []));
  expect(routed.unitId).toBe('root');
  expect(routed.steps.map((one) => one.en)).toEqual([
    'Regardless of place no unit answers for type stall-dispute on 2026-06-01.',
    'By default the root unit root answers.',
  ]);
});

test('a row with a source says it', () => {
  expect(route(input([row('office', 'stall', { source: rule() })])).steps[0]?.en).toContain(rule().instrument.en);
});
