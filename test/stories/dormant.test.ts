import { openMigratedDatabase, type MigratedDatabase, type Person, type TestGateway } from '@maplebridge/testkit';
import { allPlugins, bothSides, codeOf, good, hand, medical, openCity, opened, placeId, unitId } from './city';

let database: MigratedDatabase;
let city: TestGateway;
let id: string;
beforeAll(async () => {
  database = await openMigratedDatabase(allPlugins);
  city = await openCity({ databaseUrl: database.url });
  const details = { hospital: unitId('C-HOSPITAL'), claimedAmount: 60_000, treatment: '手术' };
  id = await opened(city.as('demo-resident'), 'MedicalDispute', { parties: bothSides, details, summary: '术后感染 An infection' });
  for (const move of ['signFor', 'accept']) await hand(office(), id).act(move);
});
afterAll(async () => {
  await city.close();
  await database.close();
});

const office = (): Person => city.as('demo-mediation');

/** The same city again, with these plugins. */
async function restart(plugins: (typeof allPlugins)[number][]): Promise<void> {
  await city.close();
  city = await openCity({ databaseUrl: database.url, plugins });
}

const shared = `number version summary status { phase code label since } outcome unit { code } handler { role label } place { id } report { channel }
  parties { side name { text } } openedAt changedAt history { nodes { move label by { label } } } links { relation }`;
const whole = `__typename jurisdiction { name typeName isDormant } deadlines { code dueAt state } moves { code isOpen } ${shared}
  ... on MedicalDispute { details { claimedAmount hospital { code } treatment { text } } }`;

test('a case whose plugin is gone stays readable with its labels, and the plugin’s return changes nothing', async () => {
  const before = await hand(office(), id).look(whole);
  expect(before).toMatchObject({
    __typename: 'MedicalDispute',
    status: { code: 'accepted', label: 'accepted' },
    deadlines: [{ code: 'signFor' }, { code: 'acceptance' }, { code: 'mediationLimit' }],
  });
  await restart(allPlugins.filter((one) => one !== medical));
  const dormant = await hand(office(), id).look(`__typename jurisdiction { name typeName isDormant label } moves { code } ${shared}`);
  const { deadlines: _deadlines, details: _details, ...kept } = before;
  expect(dormant).toEqual({
    ...kept,
    __typename: 'DormantCase',
    moves: [],
    jurisdiction: { name: 'medical-disputes', typeName: 'MedicalDispute', isDormant: true, label: 'Medical disputes' },
  });
  const chinese = await office().query(
    'query ($id: ID!) { case(id: $id) { status { label } jurisdiction { label } } }',
    { id },
    { language: 'zh-CN' },
  );
  expect(good(chinese).case).toEqual({ status: { label: '已受理' }, jurisdiction: { label: '医疗纠纷' } });
  await restart([...allPlugins]);
  expect(await hand(office(), id).look(whole)).toEqual(before);
  expect(await hand(office(), id).act('inviteMediation')).toBe('awaitingConsent');
});

test('dormant cases stand in the inbox beside living ones, are counted, found by number and seen by their sides', async () => {
  await restart(allPlugins.filter((one) => one !== medical));
  const inbox =
    '{ cases(first: 100) { totalCount nodes { __typename id ... on CommunityDispute { details { kind } } } } viewer { counts { mine } } }';
  const { cases } = good(await city.as('demo-supervisor').query(inbox));
  expect(cases.nodes).toContainEqual({ __typename: 'DormantCase', id });
  expect(cases.nodes.some((one: { __typename: string }) => one.__typename === 'CommunityDispute')).toBe(true);
  expect(cases.totalCount).toBe(cases.nodes.length);
  const { number } = await hand(city.as('demo-resident'), id).look('number');
  expect(good(await office().query('query ($number: String!) { caseByNumber(number: $number) { id } }', { number })).caseByNumber).toEqual({
    id,
  });
  expect(await hand(city.as('demo-stranger'), id).look('id')).toBeNull();
  const { data } = await office().query('{ jurisdictions { typeName isDormant } }');
  expect(data.jurisdictions.filter((one: { isDormant: boolean }) => one.isDormant)).toEqual([
    { typeName: 'MedicalDispute', isDormant: true },
  ]);
});

test('a dormant case cannot be moved, and says who could change that', async () => {
  const { errors, data } = await hand(office(), id).attempt('beginMediation');
  expect(data).toEqual({ done: null });
  expect(errors[0]).toMatchObject({
    message: 'The plugin of "medical-dispute" is not loaded here, so the case is read-only; ask the operator to enable it.',
    extensions: { code: 'PLUGIN_DORMANT', isRetryable: false },
  });
  expect(codeOf(await hand(city.as('demo-stranger'), id).attempt('beginMediation'))).toBe('NOT_FOUND');
  const gone = await city.as('demo-resident').query('mutation { openMedicalDispute(input: {}) { case { id } } }');
  expect(codeOf(gone)).toBe('BAD_USER_INPUT');
});

test('other plugins work on while one is gone', async () => {
  const other = await opened(city.as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), details: { kind: 'debt' } });
  expect(await hand(city.as('demo-grid'), other).act('signFor')).toBe('signed');
});
