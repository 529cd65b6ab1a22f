import { get } from 'node:http';
import { withCapabilities } from '@maplebridge/gateway';
import { accessRows, composeSchema } from '@maplebridge/graph';
import {
  asking,
  runGatewayProcess,
  type GatewayProcess,
  type OperationKind,
  type Person,
  type StreamEvent,
  type TestGateway,
} from '@maplebridge/testkit';
import { parse, validate, type GraphQLField } from 'graphql';
import { allPlugins, bothSides, codeOf, good, hand, key, openCity, opened, personId, placeId, unitId, versionOf } from '../stories/city';

const compose = (forResidents: boolean) => composeSchema(withCapabilities(allPlugins), { isDevelopment: false, forResidents }).schema;
const [whole, forResidents] = [compose(false), compose(true)];

/** The same database twice: a gateway inside, where staff work, and one outside. */
let inside: TestGateway;
let outside: GatewayProcess;
beforeAll(async () => {
  inside = await openCity({ now: new Date() });
  outside = await runGatewayProcess({ databaseUrl: inside.databaseUrl, demo: false, env: { SURFACE: 'public' } });
});
afterAll(async () => {
  await outside.close();
  await inside.close();
});

const staff = ['demo-supervisor', 'demo-officer', 'demo-grid', 'demo-committee'];
const openOne = (by: Person = inside.as('demo-resident'), parties: readonly object[] = bothSides): Promise<string> =>
  opened(by, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt' } });

type Root = readonly [kind: OperationKind, name: string, field: GraphQLField<unknown, unknown>];
const rootsOf = (schema: typeof whole): readonly Root[] =>
  (['Query', 'Mutation', 'Subscription'] as const).flatMap((type) => {
    const root = schema.getType(type);
    const fields = root && 'getFields' in root ? Object.values(root.getFields() as Record<string, GraphQLField<unknown, unknown>>) : [];
    return fields.map((field): Root => [type.toLowerCase() as OperationKind, field.name, field]);
  });
const served = new Set(rootsOf(forResidents).map(([kind, name]) => `${kind} ${name}`));
const notServed = rootsOf(whole).filter(([kind, name]) => !served.has(`${kind} ${name}`));
const meant = { id: absent('case'), party: absent('party'), number: '1', unit: unitId('E-STATION'), place: placeId('DOOR-301') };
function absent(kind: string): string {
  return Buffer.from(`${kind}:00000000-0000-4000-8000-000000000000`).toString('base64url');
}

test('what is not declared for residents is for staff: the operations of both are as many as there are', () => {
  expect(served.size + notServed.length).toBe(rootsOf(whole).length);
  expect(notServed.length).toBeGreaterThan(30);
  const rows = accessRows(whole).filter(({ type, askedBy }) => askedBy === 'staff' && ['Query', 'Mutation', 'Subscription'].includes(type));
  expect(rows.map(({ field }) => field).sort()).toEqual(notServed.map(([, name]) => name).sort());
});

test.each(notServed)('%s %s is unknown to a gateway for residents, to whoever asks and at both doors', async (kind, name, field) => {
  const { document, variables } = asking(kind, field, { meant: { ...meant, person: absent('person'), emergency: absent('emergency') } });
  expect(validate(whole, parse(document))).toEqual([]); // the very document is sound where staff work
  for (const who of [null, 'demo-supervisor']) {
    const { status, errors } = await outside.as(who).query(document, variables);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors.map(({ message }) => message).join()).toContain(`Cannot query field "${name}"`);
  }
  const stream = await outside.as('demo-supervisor').stream(document, variables);
  const { kind: how, error } = (await stream.ended()) as { kind: string; error?: readonly { message: string; extensions: object }[] };
  expect([how, error?.[0]?.extensions]).toMatchObject(['error', { code: 'BAD_USER_INPUT' }]);
  expect(error?.map(({ message }) => message).join()).toContain(`Cannot query field "${name}"`);
  await stream.close();
});

test('introspection tells nothing of what staff ask', async () => {
  const said = good(await outside.as('demo-supervisor').query('{ __schema { types { name fields { name } } } }')) as object;
  const text = JSON.stringify(said);
  expect(text).toContain('"CommunityDispute"');
  for (const [, name] of notServed) expect(text).not.toContain(`"${name}"`);
  for (const name of ['Emergency', 'Exclusion', 'PostHolder', 'holders', 'caseCounts', 'litigationAccepted'])
    expect(text).not.toContain(`"${name}"`);
});

const mine = `{ viewer { id posts { role } counts { unsigned } } cases(first: 50) { totalCount nodes { id } } }`;

test.each(staff)('%s holds posts, and is answered outside as the resident that they are', async (who) => {
  const id = await openOne();
  const [there, here] = [good(await inside.as(who).query(mine)), good(await outside.as(who).query(mine))];
  expect(there.viewer.posts.length).toBeGreaterThan(0);
  expect(there.cases.totalCount).toBeGreaterThan(0);
  expect(here).toEqual({ viewer: { id: there.viewer.id, posts: [], counts: { unsigned: 0 } }, cases: { totalCount: 0, nodes: [] } });
  const ways = 'query ($id: ID!) { case(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } communityDispute(id: $id) { id } }';
  for (const _attempt of ['cold', 'warm'])
    expect(good(await outside.as(who).query(ways, { id }))).toEqual({ case: null, node: null, nodes: [null], communityDispute: null });
  for (const move of ['signFor', 'transfer', 'accept']) expect(codeOf(await hand(outside.as(who), id).attempt(move))).toBe('NOT_FOUND');
});

test('an assignment and an emergency show nothing outside either', async () => {
  const id = await openOne();
  const [grid, committee] = [hand(inside.as('demo-grid'), id), hand(inside.as('demo-committee'), id)];
  for (const move of ['signFor', 'accept', 'inviteMediation']) await grid.act(move);
  for (const side of ['demo-resident', 'demo-neighbour']) await hand(inside.as(side), id).act('consent');
  await inside.grant('mediator-1', 'mediator', 'E-STATION');
  await committee.typed('appointMediatorCommunityDispute', { person: await personId(inside.as('mediator-1')) });
  await inside.revoke('mediator-1', 'mediator', 'E-STATION');
  await inside.grant('west-1', 'officer', 'W-STATION');
  const { number } = (await grid.look('number')) as { number: string };
  const opening = 'mutation ($input: OpenInEmergencyInput!) { openInEmergency(input: $input) { case { id } } }';
  good(await inside.as('west-1').query(opening, { input: { number, reason: 'somebody is hurt', idempotencyKey: key() } }));
  for (const who of ['mediator-1', 'west-1']) {
    expect(await hand(inside.as(who), id).look('id')).toEqual({ id });
    expect(await hand(outside.as(who), id).look('id')).toBeNull();
    expect(
      good(await outside.as(who).query('query ($n: String!) { caseByNumber(number: $n) { id } }', { n: number })).caseByNumber,
    ).toBeNull();
  }
});

const officerAsRespondent = { side: 'RESPONDENT', capacity: 'SELF', name: '警员', subject: 'demo-officer' };
const events = 'subscription { caseEvents { __typename ... on Change { move caseId } } }';
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';

test('a resident opens a case outside, is told what staff do inside, and makes the moves of their side; the officer is told nothing', async () => {
  const [resident, officer] = [outside.as('demo-resident'), outside.as('demo-officer')];
  const [told, untold] = [await resident.stream(events), await officer.stream(events)];
  for (const stream of [told, untold]) await stream.next(isCaughtUp);
  const id = await openOne(resident);
  await hand(inside.as('demo-grid'), id).act('signFor');
  expect([await told.next(), await told.next()]).toMatchObject([
    { move: 'opened', caseId: id },
    { move: 'signFor', caseId: id },
  ]);
  await hand(resident, id).act('withdraw');
  expect(await told.next()).toMatchObject({ move: 'withdraw', caseId: id });
  const own = await openOne(resident, [bothSides[0] as object, officerAsRespondent]);
  await hand(inside.as('demo-grid'), own).act('signFor'); // from here on the officer is a party of that one
  expect(await untold.next(({ __typename }) => __typename === 'Change')).toMatchObject({ move: 'signFor', caseId: own });
});

test('an officer who is a party is that party outside, and reads nothing that is kept for those who work on the case', async () => {
  const id = await openOne(inside.as('demo-resident'), [bothSides[0] as object, officerAsRespondent]);
  await hand(inside.as('demo-grid'), id).act('signFor');
  const seen = await hand(outside.as('demo-officer'), id).look('id parties { side } moves { code isOpen }');
  expect(seen).toMatchObject({ id, parties: [{ side: 'APPLICANT' }, { side: 'RESPONDENT' }] });
  expect(await hand(outside.as('demo-officer'), id).look('moves { code isOpen }')).toEqual(
    await hand(inside.as('demo-officer'), id).look('moves { code isOpen }'),
  );
});

test('who works on a case cannot become its party by a link, also where their posts are not loaded', async () => {
  const id = await openOne(inside.as('demo-resident'), [bothSides[0] as object, { side: 'RESPONDENT', capacity: 'SELF', name: '钱样例' }]);
  const grid = inside.as('demo-grid');
  await hand(grid, id).act('signFor');
  const { parties } = (await hand(grid, id).look('parties { id side }')) as { parties: { id: string; side: string }[] };
  const party = parties.find(({ side }) => side === 'RESPONDENT')?.id;
  const making = 'mutation ($input: PartyLinkInput!) { createPartyLink(input: $input) { secret } }';
  const { secret } = good(await grid.query(making, { input: { party, expectedVersion: await versionOf(grid, id), idempotencyKey: key() } }))
    .createPartyLink as { secret: string };
  const claiming = 'mutation ($input: ClaimPartyLinkInput!) { claimPartyLink(input: $input) { party { id } } }';
  const claim = (who: string) => outside.as(who).query(claiming, { input: { secret, idempotencyKey: key() } });
  expect(await hand(outside.byLink(secret), id).look('id')).toEqual({ id });
  for (const who of ['demo-grid', 'demo-supervisor']) expect(codeOf(await claim(who))).toBe('FORBIDDEN');
  expect(good(await claim('demo-neighbour')).claimPartyLink).toEqual({ party: { id: party } });
});

test('there is no page for staff outside, and the balancer is answered', async () => {
  const status = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(`${outside.url}${path}`, { agent: false }, (answer) => answer.resume().once('end', () => resolve(answer.statusCode))).once(
        'error',
        reject,
      );
    });
  for (const path of ['/graphiql', '/graphiql/page.js', '/console', '/admin']) expect([path, await status(path)]).toEqual([path, 404]);
  expect([await status('/livez'), await status('/readyz')]).toEqual([200, 200]);
});
