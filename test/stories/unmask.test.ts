import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId } from './city';

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

/** Signed for, so that the other side is in. */
async function openOne(): Promise<string> {
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(grid, id).act('signFor');
  return id;
}

const unmask = `mutation ($input: UnmaskInput!) { unmask(input: $input) { until opened { field value { text isMasked } } party { name { text } } } }`;
const input = (party: string, purpose = '电话通知调解时间', classes = ['IDENTITY', 'CONTACT']) => ({
  input: { party, classes, purpose, idempotencyKey: key() },
});
const applicantOf = async (id: string): Promise<string> => (await hand(grid, id).look('parties { id }')).parties[0].id;

test('a value is opened for a purpose by whoever works on the case, and the opening is on record', async () => {
  const party = await applicantOf(await openOne());
  for (const purpose of ['', '  ']) expect(codeOf(await grid.query(unmask, input(party, purpose)))).toBe('PURPOSE_REQUIRED');
  expect(codeOf(await neighbour.query(unmask, input(party)))).toBe('FORBIDDEN');
  expect(codeOf(await stranger.query(unmask, input(party)))).toBe('NOT_FOUND');
  const records = 'select role, purpose, fields, classes from privacy.access order by at';
  expect(await city.sql(records)).toEqual([]);
  expect(good(await grid.query(unmask, input(party))).unmask).toMatchObject({
    opened: expect.arrayContaining([
      { field: 'name', value: { text: '赵示范', isMasked: false } },
      { field: 'phone', value: { text: '13900000001', isMasked: false } },
    ]),
    party: { name: { text: '赵示范' } },
  });
  expect(good(await grid.query(unmask, input(party, '核对姓名', ['IDENTITY']))).unmask.opened).toHaveLength(1);
  expect(await city.sql(records)).toEqual([
    { role: 'gridWorker', purpose: '电话通知调解时间', fields: ['name', 'phone'], classes: ['identity', 'contact'] },
    { role: 'gridWorker', purpose: '核对姓名', fields: ['name'], classes: ['identity'] },
  ]);
});

test('no record, no value: when the access log cannot be written nothing is opened', async () => {
  const party = await applicantOf(await openOne());
  await city.sql('alter table privacy.access add constraint nothing_fits check (false) not valid');
  const answer = await grid.query(unmask, input(party));
  await city.sql('alter table privacy.access drop constraint nothing_fits');
  expect([codeOf(answer), answer.data, answer.errors[0]?.extensions.isRetryable]).toEqual([
    'ACCESS_LOG_UNAVAILABLE',
    { unmask: null },
    true,
  ]);
  expect(answer.text).not.toContain('赵示范');
});

test('the key of an opening stands for one purpose only', async () => {
  const party = await applicantOf(await openOne());
  const first = input(party);
  good(await grid.query(unmask, first));
  expect(codeOf(await grid.query(unmask, { input: { ...first.input, purpose: '另一目的' } }))).toBe('IDEMPOTENCY_CONFLICT');
});

test('a party opens its own name and nobody else’s', async () => {
  const { parties } = await hand(neighbour, await openOne()).look('parties { id side }');
  expect(good(await neighbour.query(unmask, input(parties[1].id, '核对本人信息'))).unmask.party.name.text).toBe('钱样例');
  expect(codeOf(await neighbour.query(unmask, input(parties[0].id, '好奇 curious')))).toBe('FORBIDDEN');
});

test('health data of a case are opened by the committee that works on it, and by no side', async () => {
  const office = city.as('demo-mediation');
  const id = await opened(resident, 'MedicalDispute', { parties: bothSides, details: { treatment: '阑尾切除术', harm: 'serious' } });
  const document = `mutation ($input: UnmaskDetailsInput!) { unmaskDetails(input: $input) { opened { field value { text class } } } }`;
  const asked = (classes: readonly string[]) => ({ input: { case: id, classes, purpose: '评估损害', idempotencyKey: key() } });
  expect(good(await office.query(document, asked(['HEALTH']))).unmaskDetails.opened).toEqual([
    { field: 'harm', value: { text: 'serious', class: 'HEALTH' } },
    { field: 'treatment', value: { text: '阑尾切除术', class: 'HEALTH' } },
  ]);
  expect(good(await office.query(document, asked(['CONTACT']))).unmaskDetails.opened).toEqual([]);
  await hand(office, id).act('signFor');
  for (const side of [resident, neighbour]) expect(codeOf(await side.query(document, asked(['HEALTH'])))).toBe('FORBIDDEN');
  expect(codeOf(await grid.query(document, asked(['HEALTH'])))).toBe('NOT_FOUND');
});

test('no personal value stands in the ledger, in a mask or in a column that the run-time login reads', async () => {
  const name = '欧阳唯一';
  const parties = [{ side: 'APPLICANT', capacity: 'SELF', name, phone: '13712345678' }];
  await opened(resident, 'MedicalDispute', { parties, details: { treatment: '独一无二的手术' } });
  const [{ held } = { held: '' }] = await city.sqlAtRunTime<{ held: string }>(
    `select concat((select json_agg(e) from core.entry e), (select json_agg(m) from core.mask m), (select json_agg(p) from core.party p),
       (select json_agg(d) from medical_disputes.medical_dispute_details d)) as held`,
  );
  expect(held).toContain('欧**');
  for (const secret of [name, '13712345678', '独一无二的手术']) expect(held).not.toContain(secret);
});
