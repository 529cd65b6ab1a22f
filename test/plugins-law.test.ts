import {
  createDetails,
  fieldsOf,
  isPersonal,
  type AnyCaseType,
  type ClockSpec,
  type Jurisdiction,
  type Label,
  type MoveSpec,
  type Source,
  type StateSpec,
} from '@maplebridge/contract';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { composeSchema } from '@maplebridge/graph';
import { lifecycleMistakes } from '@maplebridge/kernel';
import { jurisdiction as medical, medicalDispute } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';

const plugins: readonly Jurisdiction[] = [medical, nightMarket, business, community];
const types: readonly AnyCaseType[] = plugins.flatMap(({ caseTypes }) => caseTypes);
const byName = types.map((type) => [type.name, type] as const);
const statesOf = (type: AnyCaseType): readonly [string, StateSpec][] => Object.entries(type.states as Readonly<Record<string, StateSpec>>);
const movesOf = (type: AnyCaseType): readonly [string, MoveSpec][] => Object.entries(type.moves as Readonly<Record<string, MoveSpec>>);
const clocksOf = (type: AnyCaseType): readonly [string, ClockSpec][] => Object.entries(type.clocks);

test.each(byName)('the lifecycle of %s is sound', (_name, type) => {
  expect(lifecycleMistakes(type)).toEqual([]);
  expect(type.collisions).toEqual([]);
});

test('a lifecycle whose refusal leads back into mediation is seen', () => {
  const refuseMediation: MoveSpec = { ...medicalDispute.moves.refuseMediation, to: 'inMediation' };
  const type: AnyCaseType = { ...medicalDispute, moves: { ...medicalDispute.moves, refuseMediation } };
  expect(lifecycleMistakes(type).join(' ')).toContain('a refusal has to end the attempt');
});

test('the five case types make one schema in which every part is described', () => {
  const { schema } = composeSchema(plugins, { isDevelopment: true });
  const subscriptions = Object.keys(schema.getSubscriptionType()?.getFields() ?? {});
  expect(subscriptions).toEqual(
    expect.arrayContaining([
      'medicalDisputeCalledToMediation',
      'nightMarketDisputeNoiseMeasured',
      'serviceRequestDelivered',
      'businessComplaintAnswered',
      'communityDisputeContinuedElsewhere',
    ]),
  );
  expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toEqual(
    expect.arrayContaining(['recordNightMarketDisputeNoise', 'tellMissingServiceRequest']),
  );
});

test.each(byName)('whoever reads about a case of type %s reads it in their own language', (_name, type) => {
  const labels: readonly Label[] = [
    type.label,
    ...statesOf(type).map(([, one]) => one.label),
    ...movesOf(type).map(([, one]) => one.label),
    ...clocksOf(type).map(([, one]) => one.label),
    ...[type.posts, type.assignments, type.requirements, type.statistics].flatMap((part) =>
      Object.values(part as Record<string, { label: Label }>).map(({ label }) => label),
    ),
    ...type.fields.map(({ label }) => label),
    ...type.warnings.map(({ label }) => label),
    ...type.policies.map(({ label }) => label),
  ];
  const foreign = labels.filter(
    (label) => !/\p{Script=Han}/u.test(label['zh-CN']) || /\p{Script=Han}/u.test(label.en) || label.en.trim() === '',
  );
  expect(foreign).toEqual([]);
});

test.each(byName)('every clock of %s says where its time comes from, and none claims to be verified', (_name, type) => {
  const sources = clocksOf(type).flatMap(([, clock]): readonly Source[] =>
    'policy' in clock.length ? [clock.length.policy.source] : clock.source ? [clock.source] : [],
  );
  expect(sources).toHaveLength(clocksOf(type).length);
  const all = [...sources, ...movesOf(type).flatMap(([, move]) => move.source ?? [])];
  for (const source of all)
    expect([source.verified, source.version, /^\d{4}-\d\d-\d\d$/.test(source.inForceFrom)]).toEqual([
      undefined,
      expect.stringMatching(/./),
      true,
    ]);
});

test.each(byName)('a closure of %s that nobody confirmed is unconfirmed, and can be taken up again', (_name, type) => {
  expect(type.states.closedUnconfirmed).toMatchObject({ phase: 'closed', outcome: 'unconfirmed' });
  expect(
    movesOf(type)
      .filter(([, { from, to }]) => from.includes('closedUnconfirmed') && to === 'reported')
      .map(([code]) => code),
  ).toEqual(['reopen']);
});

test.each(byName)('nothing of %s counts as resolved without the word of those concerned', (_name, type) => {
  const resolved = statesOf(type)
    .filter(([, state]) => state.phase === 'closed' && state.outcome === 'resolved')
    .map(([name]) => name);
  const resolving = movesOf(type).filter(([, { to }]) => to !== undefined && resolved.includes(to));
  const silent = resolving.filter(
    ([, { by, needs }]) => !needs?.includes('bothConsent') && JSON.stringify(by) !== JSON.stringify({ side: ['applicant'] }),
  );
  expect(resolving.length).toBeGreaterThan(0);
  expect(silent.map(([code]) => code)).toEqual([]);
});

test.each(byName)('%s warns twice and counts three times at least', (_name, type) => {
  expect(type.warnings.length).toBeGreaterThanOrEqual(2);
  expect(Object.keys(type.statistics).length).toBeGreaterThanOrEqual(3);
  expect(type.openedBy).toContain('resident');
});

test.each(byName)('no personal value of %s stands in a column of the plugin, nor in what a move records', (_name, type) => {
  const personal = type.fields.filter((one) => isPersonal(one.class)).map(({ name }) => name);
  const table = createDetails(type);
  for (const name of personal) expect(table).not.toMatch(new RegExp(`^\\s+${name} `, 'm'));
  const taken = movesOf(type).flatMap(([, { takes }]) => (takes ? fieldsOf(takes) : []));
  expect(taken.filter((one) => isPersonal(one.class))).toEqual([]);
});

test('what the four plugins may set locally has one name each', () => {
  const policies = new Map(types.flatMap((type) => type.policies.map((key) => [key.name, key] as const)));
  for (const type of types) for (const key of type.policies) expect(policies.get(key.name)).toBe(key);
  for (const key of policies.values()) expect(key.default >= key.minimum && key.default <= key.maximum).toBe(true);
});
