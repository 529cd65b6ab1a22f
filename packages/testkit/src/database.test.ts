import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openTestDatabase, type TestTemplate } from './database';

async function ask<Row extends object>(url: string, statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

function countingTemplate(): { template: TestTemplate; times: () => number } {
  let times = 0;
  const prepare = async (url: string): Promise<void> => {
    times += 1;
    await ask(url, 'create table bridge as select 7 as arches');
  };
  return { template: { name: `bridges ${randomUUID()}`, prepare }, times: () => times };
}

const databasesLike = async (url: string, pattern: string): Promise<number> =>
  (await ask(url, 'select from pg_database where datname ~ $1', [pattern])).length;

const nameIn = (url: string): string => new URL(url).pathname.slice(1);

test('files that open at once share one template and see nothing of each other', async () => {
  const { template, times } = countingTemplate();
  const databases = await Promise.all([1, 2, 3].map(() => openTestDatabase({ template })));
  await ask(databases[0]?.url ?? '', 'update bridge set arches = 8');
  const arches = await Promise.all(databases.map(({ url }) => ask<{ arches: number }>(url, 'select arches from bridge')));
  expect(arches.flat().map((row) => row.arches)).toEqual([8, 7, 7]);
  expect(times()).toBe(1);
  await Promise.all(databases.map((database) => database.close()));
});

test('close drops the database even while somebody is connected', async () => {
  const database = await openTestDatabase();
  const idle = new Client({ connectionString: database.url });
  await idle.connect();
  const cut = new Promise((resolve) => idle.on('error', resolve));
  await database.close();
  await cut;
  expect(await databasesLike(database.adminUrl, `^${nameIn(database.url)}$`)).toBe(0);
});

test('a template that fails half way leaves nothing, and the next attempt starts afresh', async () => {
  const { template } = countingTemplate();
  const failing = { name: template.name, prepare: () => Promise.reject(new Error('the river rose')) };
  await expect(openTestDatabase({ template: failing })).rejects.toThrow('the river rose');
  const database = await openTestDatabase({ template });
  expect(await ask(database.url, 'select arches from bridge')).toEqual([{ arches: 7 }]);
  await database.close();
});
