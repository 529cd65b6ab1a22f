import type { Person, TestGateway } from '@maplebridge/testkit';
import { absentCase, bothSides, codeOf, good, hand, openCity, opened, personId, placeId } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, grid: Person, stranger: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, neighbour, grid, stranger] = [
    city.as('demo-resident'),
    city.as('demo-neighbour'),
    city.as('demo-grid'),
    city.as('demo-stranger'),
  ];
});
afterAll(() => city.close());

const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt', disputedAmount: 700 } });

test('a foreign case and an absent one are the same null, byte for byte', async () => {
  const id = await openOne();
  const { number, history, parties } = await hand(grid, id).look('number history { nodes { id } } parties { id }');
  const document = `query ($id: ID!, $change: ID!, $party: ID!, $number: String!) {
    case(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } communityDispute(id: $id) { id }
    change: node(id: $change) { id } party: node(id: $party) { id } caseByNumber(number: $number) { id } }`;
  const unknown = (kind: string): string => Buffer.from(`${kind}:00000000-0000-7000-8000-000000000000`).toString('base64url');
  const foreign = await stranger.query(document, { id, change: history.nodes[0].id, party: parties[0].id, number });
  const absent = await stranger.query(document, {
    id: absentCase(),
    change: unknown('change'),
    party: unknown('party'),
    number: '2026-0000-0000-0000',
  });
  expect(foreign.errors).toEqual([]);
  expect(foreign.text).toBe(absent.text);
  expect(good(await grid.query(document, { id, change: history.nodes[0].id, party: parties[0].id, number })).node).toEqual({ id });
});

test('a mutation of a foreign case and of an absent one are refused in the same words', async () => {
  const said = async (id: string) => {
    const answers = [
      await hand(stranger, id).attempt('signFor'),
      await hand(stranger, id).attemptTyped('amendCommunityDispute', { details: { kind: 'debt' } }),
    ];
    return answers.map(({ data, errors, status }) => [status, data, errors[0]?.message, errors[0]?.extensions.code]);
  };
  const foreign = await said(await openOne());
  expect(foreign).toEqual(await said(absentCase()));
  expect(foreign[0]?.[3]).toBe('NOT_FOUND');
});

test('who sees a case: its sides, the unit and those above; not the unit beside it', async () => {
  const id = await openOne();
  expect(await hand(city.as('demo-neighbour'), id).look('id')).toBeNull(); // whom a resident named waits for an officer's signature
  await hand(grid, id).act('signFor');
  await city.grant('demo-west', 'officer', 'W-STATION');
  const seeing = [
    'demo-resident',
    'demo-neighbour',
    'demo-grid',
    'demo-officer',
    'demo-supervisor',
    'demo-west',
    'demo-window',
    'demo-stranger',
  ];
  const seen = await Promise.all(seeing.map(async (one) => ((await hand(city.as(one), id).look('id')) === null ? [] : [one])));
  expect(seen.flat()).toEqual(seeing.slice(0, 5));
});

test('a resident reads public details and is told of no internal one', async () => {
  const id = await openOne();
  const details = '... on CommunityDispute { details { kind isFamilyViolenceAlleged } }';
  await hand(grid, id).typed('amendCommunityDispute', { details: { isFamilyViolenceAlleged: false } });
  expect(await hand(resident, id).look(details)).toEqual({ details: { kind: 'debt', isFamilyViolenceAlleged: null } });
  expect(await hand(grid, id).look(details)).toEqual({ details: { kind: 'debt', isFamilyViolenceAlleged: false } });
});

test('personal values are masks for everybody, in parties and in details', async () => {
  const details = { treatment: '阑尾切除术 an operation', harm: 'serious' };
  const id = await opened(resident, 'MedicalDispute', { parties: bothSides, details });
  const masked = (text: string, fieldClass: string) => ({ text, isMasked: true, class: fieldClass });
  for (const person of [resident, city.as('demo-mediation')])
    expect(
      await hand(person, id).look(
        'parties { name { text isMasked class } } ... on MedicalDispute { details { treatment { text isMasked class } harm { text isMasked class } } }',
      ),
    ).toEqual({
      parties: [{ name: masked('赵**', 'IDENTITY') }, { name: masked('钱**', 'IDENTITY') }],
      details: { treatment: masked('***', 'HEALTH'), harm: masked('***', 'HEALTH') },
    });
});

test.each(['privacy.value', 'privacy.key', 'privacy.access'])('the run-time login cannot read %s, nor become who can', async (table) => {
  await expect(city.sqlAtRunTime(`select * from ${table}`)).rejects.toThrow(/permission denied for table/);
  const [migrator] = await city.sql<{ name: string }>('select quote_ident(current_user) as name');
  for (const role of ['maplebridge_privacy', 'maplebridge_core', migrator?.name])
    await expect(city.sqlAtRunTime(`set role ${role}`)).rejects.toThrow(/permission denied to set role/);
  await expect(city.sqlAtRunTime(`delete from core.entry`)).rejects.toThrow(/permission denied for table entry/);
});

test('a post that is granted or revoked counts from the next statement, under the same token', async () => {
  const id = await openOne();
  const newcomer = city.as('demo-newcomer');
  expect(await hand(newcomer, id).look('id')).toBeNull();
  await city.grant('demo-newcomer', 'officer', 'E-RIVER');
  expect(await hand(newcomer, id).act('signFor')).toBe('signed');
  await city.revoke('demo-newcomer', 'officer', 'E-RIVER');
  expect(await hand(newcomer, id).look('id')).toBeNull();
  expect(codeOf(await hand(newcomer, id).attempt('accept'))).toBe('NOT_FOUND');
});

test('a mediator sees a case from the moment of the appointment', async () => {
  await city.grant('demo-committee', 'mediationCommittee', 'E-RIVER');
  const [id, mediator, committee] = [await openOne(), city.as('demo-mediator'), city.as('demo-committee')];
  for (const move of ['signFor', 'accept']) await hand(grid, id).act(move);
  await hand(committee, id).act('inviteMediation');
  expect(await hand(mediator, id).look('id')).toBeNull();
  await hand(committee, id).typed('appointMediatorCommunityDispute', { person: await personId(mediator) });
  for (const side of [resident, neighbour]) await hand(side, id).act('consent');
  expect(await hand(mediator, id).act('beginMediation')).toBe('inMediation');
  expect((await hand(resident, id).look('history(last: 1) { nodes { by { kind role label } } }')).history.nodes[0].by).toEqual({
    kind: 'ASSIGNMENT',
    role: 'mediator',
    label: "people's mediator",
  });
});
