import { Client } from 'pg';

/** One statement as the migrator, on a connection of its own. */
export async function runSql<Row extends object>(url: string, statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

const behind = `select count(*)::integer as entries from core.entry e
  join core.consumer c on c.name = $1 and c.shard = e.shard where e.position > c.position`;
const patience = 10_000;

/** Its position moves in the transaction of what it writes: once it stands at the end, all is written. Asks again at once, without a pause. */
export async function awaitConsumer(url: string, name: string): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const [row] = await runSql<{ entries: number }>(url, behind, [name]);
    if (row?.entries === 0) return;
    if (performance.now() > deadline) throw new Error(`${name} is ${row?.entries} entries behind after ${patience} ms.`);
  }
}
