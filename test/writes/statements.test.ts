import { randomUUID } from 'node:crypto';
import type { Desk, Receipt } from '@maplebridge/contract';
import type { TestGateway } from '@maplebridge/testkit';
import { openCity } from '../stories/city';
import { openCounter, openedWith, type Counter } from './counter';

let city: TestGateway;
let counter: Counter;
let officer: Desk, resident: Desk;
beforeAll(async () => {
  city = await openCity();
  counter = await openCounter(city, city.gateway.platform);
  officer = await counter.desk('demo-officer');
  resident = await counter.desk('demo-resident');
});
afterAll(async () => {
  await counter.close();
  await city.close();
});

const byKey = () => ({ idempotencyKey: randomUUID() });
const made = (desk: Desk, caseId: string, [move, expectedVersion, more = {}]: [string, number, object?]): Promise<Receipt> =>
  desk.move({ caseId, move, expectedVersion, ...byKey(), ...more });
const reads = (sent: readonly string[]): readonly string[] => sent.map((statement) => statement.trimStart().split(/\s/)[0] ?? '');

test.each([1, 20])('a move is one statement that reads and one that writes, with %i parties on each side', async (parties) => {
  const id = await openedWith(officer, parties);
  expect(reads(await counter.counted(() => made(officer, id, ['signFor', 1])))).toEqual(['select', 'with']);
  await officer.amend({ caseId: id, expectedVersion: 2, patch: { kind: 'debt' }, ...byKey() });
  const steps: readonly [Desk, string, object?][] = [
    [officer, 'accept', { note: '已受理 accepted', noteFor: 'case' }],
    [officer, 'settleInPlace', { taken: { agreedAmount: 500, performBy: '2026-04-01' } }],
    [resident, 'rejectSettlement'],
    [officer, 'inviteMediation'],
    [resident, 'consent'],
    [resident, 'refuseMediation'],
  ];
  for (const [nth, [desk, move, more]] of steps.entries())
    expect([move, reads(await counter.counted(() => made(desk, id, [move, nth + 3, more])))]).toEqual([move, ['select', 'with']]);
});

test('a case that goes on as another, with new rows of many tables, is one transaction with the same last statement', async () => {
  const id = await openedWith(officer, 1);
  await made(officer, id, ['signFor', 1]);
  const sent = await counter.counted(() => made(officer, id, ['continueElsewhere', 2, { taken: { into: 'medical-dispute' } }]));
  expect([sent.at(-1), reads(sent).at(-2)]).toEqual(['commit', 'with']);
  expect(sent.filter((one) => one === 'start transaction')).toHaveLength(1);
});

test('an amendment is a read and a write; opening a party’s values is a read and an opening', async () => {
  const id = await openedWith(officer, 2);
  const amended = await counter.counted(() => officer.amend({ caseId: id, expectedVersion: 1, patch: { disputedAmount: 7 }, ...byKey() }));
  expect(reads(amended)).toEqual(['select', 'with']);
  const [party] = (await officer.partiesOf([id]))[0] ?? [];
  const wish = { partyId: party?.id ?? '', classes: ['identity'] as const, purpose: '电话通知', ...byKey() };
  expect(reads(await counter.counted(() => officer.unmask(wish)))).toEqual(['select', 'with']);
});

test('what is refused writes nothing, and a replay is read, tried and answered from what is kept', async () => {
  const id = await openedWith(officer, 1);
  const key = byKey();
  await made(officer, id, ['signFor', 1, key]);
  const replayed = await counter.counted(() => made(officer, id, ['signFor', 1, key]));
  expect(reads(replayed)).toEqual(['select', 'select', 'select']);
  const refused = await counter.counted(() =>
    expect(made(officer, id, ['confirmResolved', 2])).rejects.toMatchObject({ code: 'MOVE_NOT_OPEN' }),
  );
  expect(reads(refused)).toEqual(['select', 'select']);
});
