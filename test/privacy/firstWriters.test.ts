import { randomUUID } from 'node:crypto';
import { keyringOf, openDatabase, storePersonal, type Database } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';

let given: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  given = await openMigratedDatabase([]);
  database = await openDatabase({ url: given.runtimeUrl, poolSize: 8 });
});
afterAll(async () => {
  await database.close();
  await given.close();
});

const keyring = keyringOf(Buffer.alloc(32, 1));
const subject = () => ({ caseId: randomUUID(), subjectId: randomUUID() });
const named = (field: string) => ({ field, class: 'identity' as const, text: `赵示范 ${field}`, mask: '赵**' });

test('of several who write the first values of one subject at once, all seal under the key that is kept', async () => {
  const one = subject();
  const fields = ['a', 'b', 'c', 'd', 'e', 'f'];
  await Promise.all(fields.map((field) => database.transaction((query) => storePersonal(query, keyring, one, [named(field)]))));
  const reader = [[one.caseId], [one.subjectId], ['identity'], randomUUID(), 'test', null, 'test', 'test'];
  const rows = await database.query<{ field: string; sealed_key: Buffer }>(
    'select * from privacy.open_together($1, $2, $3, $4, $5, $6, $7, $8)',
    reader,
  );
  expect(new Set(rows.map((row) => keyring.unwrap(row.sealed_key, one.subjectId).toString('hex'))).size).toBe(1);
  expect(rows.map(({ field }) => field).sort()).toEqual(fields);
});

test('a key that was destroyed is not brought back by somebody who had read it before', async () => {
  const one = subject();
  await storePersonal(database.query, keyring, one, [named('name')]);
  const [known] = await database.query<{ id: string }>('select id from privacy.key_for($1)', [one.subjectId]);
  const owner = await openDatabase({ url: given.url, poolSize: 1 });
  await owner.query('delete from privacy.key where subject_id = $1', [one.subjectId]);
  await owner.close();
  const late = database.query('select privacy.store_under($1, $2, $3, $4, $5, $6)', [
    ...[one.caseId, one.subjectId, known?.id, ['name'], ['identity']],
    [Buffer.alloc(40)],
  ]);
  await expect(late).rejects.toMatchObject({ code: '40001' });
});

test('who serves requests may call what it calls, and nothing that could bring back what was destroyed or read past the log', async () => {
  const rows = await database.query<{ name: string }>(
    `select proname as name from pg_proc where pronamespace = 'privacy'::regnamespace and has_function_privilege(oid, 'execute') order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    ['erase', 'key_for', 'log_entry_of', 'log_of', 'make_key', 'open', 'open_together', 'record_look', 'store_under'], // prettier-ignore
  );
});
