import { randomUUID } from 'node:crypto';
import type { Desk } from '@maplebridge/contract';
import { openDatabase, type Database } from '@maplebridge/storage';
import type { TestGateway } from '@maplebridge/testkit';
import { openCity } from '../stories/city';
import { openCounter, openedWith, type Counter } from './counter';

let city: TestGateway;
let counter: Counter;
let officer: Desk;
let other: Database;
beforeAll(async () => {
  city = await openCity();
  counter = await openCounter(city, city.gateway.platform);
  officer = await counter.desk('demo-officer');
  other = await openDatabase({ url: city.databaseUrl, poolSize: 2 });
});
afterAll(async () => {
  await other.close();
  await counter.close();
  await city.close();
});

const move = (caseId: string, name: string, expectedVersion: number) =>
  officer.move({ caseId, move: name, expectedVersion, idempotencyKey: randomUUID() });

test('a move is decided while somebody else holds the case, its parties and its clocks', async () => {
  const id = await openedWith(officer, 2);
  await other.transaction(async (query) => {
    await query('select from core."case" where id = $1 for update', [id]);
    await query('select from core.party where case_id = $1 for update', [id]);
    await query('select from core.clock where case_id = $1 for update', [id]);
    await expect(move(id, 'confirmResolved', 1)).rejects.toMatchObject({ code: 'MOVE_NOT_OPEN' });
    await expect(move(id, 'signFor', 7)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });
  expect(await move(id, 'signFor', 1)).toMatchObject({ version: 2 });
});

test('a move that waits for its case holds no counter: whoever writes in the same shard goes on', async () => {
  const id = await openedWith(officer, 1);
  const waiting = await other.transaction(async (query) => {
    await query('select from core."case" where id = $1 for update', [id]);
    const moving = move(id, 'signFor', 1);
    await untilSomebodyWaits();
    await other.query('select from core.shard where shard = core.shard_of($1) for update nowait', [id]);
    return { moving };
  });
  expect(await waiting.moving).toMatchObject({ version: 2 });
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await other.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'with moved as (%'`,
    );
    if (waiting.length > 0) return;
  }
}

test('a move whose case was changed between deciding and writing leaves nothing: no clock, no call, no key, no entry, no counter', async () => {
  const id = await openedWith(officer, 3);
  const traces = (): Promise<readonly object[]> =>
    city.sql(
      `select (select count(*) from core.entry where case_id = $1) as entries, (select count(*) from core.idempotency where case_id = $1) as keys,
         (select count(*) from core.involved where case_id = $1) as involved, (select json_agg(k order by k.code) from core.clock k where k.case_id = $1) as clocks,
         (select position from core.shard where shard = core.shard_of($1)) as position`,
      [id],
    );
  const before = await traces();
  const waiting = await other.transaction(async (query) => {
    await query('update core."case" set version = version + 1 where id = $1', [id]);
    const moving = move(id, 'signFor', 1);
    moving.catch(() => undefined);
    await untilSomebodyWaits();
    return { moving };
  });
  await expect(waiting.moving).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { currentVersion: 2 } });
  expect(await traces()).toEqual(before);
});
