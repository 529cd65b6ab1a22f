import { openTestGateway, type TestGateway } from '@maplebridge/testkit';
import { csvOf, firstRow } from './import/generate';
import { openOffice, plugins, type Office } from './import/office';

const row = { ...firstRow, opendate: '2019-05-01', complaint_type: 'Parks', descriptor: 'Bench', council_dist: 'NYCC26' };
const closed = { ...row, unique_key: 'CLOSED', closedate: '2019-05-02' };
const open = { ...row, unique_key: 'OPEN', closedate: 'NA' };

let office: Office;
let gateway: TestGateway;
beforeAll(async () => {
  office = await openOffice();
  await office.import(csvOf([closed, open]));
  gateway = await openTestGateway({ plugins, demo: false, databaseUrl: office.database.url, now: new Date('2026-03-02T09:00:00-05:00') });
  await gateway.grant('officer', 'officer', 'NYC-NYCC26');
});
afterAll(async () => {
  await gateway.close();
  await office.close();
});

const inbox = `query ($filter: CaseFilter) { cases(filter: $filter, orderBy: OPENED_LATEST, first: 10) { totalCount nodes {
  id version summary outcome status { phase code } unit { code } openedAt history { nodes { move at by { role } } } } } }`;

test('an officer of the district reads imported cases like any other: a closure is unconfirmed, and both have their history', async () => {
  const { data, errors } = await gateway.as('officer').query(inbox);
  expect(errors).toEqual([]);
  const byPhase = new Map(data.cases.nodes.map((one: { status: { phase: string } }) => [one.status.phase, one]));
  expect(byPhase.get('CLOSED')).toMatchObject({
    version: 2,
    outcome: 'UNCONFIRMED',
    summary: 'Parks: Bench',
    unit: { code: 'NYC-NYCC26' },
  });
  expect(byPhase.get('CLOSED')).toMatchObject({
    history: {
      nodes: [
        { move: 'opened', at: '2019-05-01T04:00:00.000Z' },
        { move: 'closeUnconfirmed', at: '2019-05-02T04:00:00.000Z' },
      ],
    },
  });
  expect(byPhase.get('INTAKE')).toMatchObject({ version: 1, outcome: null, openedAt: '2019-05-01T04:00:00.000Z' });
});

test('what ran out before it came here is not in the list of what is overdue', async () => {
  const { data } = await gateway.as('officer').query(inbox, { filter: { isOverdue: true } });
  expect(data.cases.totalCount).toBe(0);
});

test('somebody without a post in the district sees none of them', async () => {
  const { data } = await gateway.as('stranger').query(inbox);
  expect(data.cases.totalCount).toBe(0);
});
