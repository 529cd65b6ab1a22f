import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRuntime, type TestGateway } from '@maplebridge/testkit';
import { startCommand, type Outcome } from '../import/command';
import { good, hand, key, openCity, opened } from '../stories/city';

export let city: TestGateway;
export let folder: string;
export async function begin(): Promise<void> {
  city = await openCity();
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-erasure-'));
  expect((await run('audit', 'keygen', join(folder, 'seal.pem'))).code).toBe(0);
}
export async function end(): Promise<void> {
  await city.close();
  rmSync(folder, { recursive: true });
}

export const masterKey = Buffer.alloc(32, 7).toString('base64');
const env = (): Readonly<Record<string, string>> => ({
  MAPLEBRIDGE_MASTER_KEY: masterKey,
  AUDIT_CHECKPOINTS: join(folder, 'checkpoints'),
});
export const started = (...args: readonly string[]): ReturnType<typeof startCommand> =>
  startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env: env() }, folder, args);
export const run = (...args: readonly string[]): Promise<Outcome> => started(...args).outcome;
export const audit = (...args: readonly string[]): Promise<Outcome> =>
  startCommand(
    { url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env: { ...env(), AUDIT_SIGNING_KEY_FILE: join(folder, 'seal.pem') } },
    folder,
    ['audit', ...args],
  ).outcome;

export const parties = [
  { side: 'APPLICANT', capacity: 'SELF', name: '欧阳独一', phone: '13712345678', subject: 'demo-resident' },
  { side: 'RESPONDENT', capacity: 'SELF', name: '上官唯二', subject: 'demo-neighbour' },
];

/** Everything that a dump of the database holds, as text. */
export async function dump(): Promise<string> {
  const tables = await city.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = [];
  for (const { name } of tables)
    texts.push((await city.sql<{ text: string }>(`select coalesce(json_agg(t)::text, '') as text from ${name} t`))[0]?.text);
  return texts.join('\n');
}

export interface Opened {
  readonly id: string;
  readonly number: string;
}

/** Opened, signed for, read by the handler and by whoever states a purpose, and closed so many days before the clock of the test. */
export async function closedCase(daysAgo = 0): Promise<Opened> {
  const office = city.as('demo-mediation');
  const id = await opened(city.as('demo-resident'), 'MedicalDispute', { parties, details: { treatment: '独一无二的手术' } });
  await hand(office, id).act('signFor', { note: '写在备注里的话' });
  const { number, parties: people } = await hand(office, id).look('number parties { id }');
  const input = { party: people[0].id, classes: ['IDENTITY'], purpose: '电话里说过的目的', idempotencyKey: key() };
  good(await office.query(`mutation ($input: UnmaskInput!) { unmask(input: $input) { until } }`, { input }));
  await close(number, daysAgo);
  return { id, number };
}

export const close = (number: string, daysAgo: number): Promise<unknown> =>
  city.sql(
    `update core."case" set closed_at = now() - make_interval(days => $2), phase = 'closed', outcome = 'settled' where number = $1`,
    [number, daysAgo],
  );

export const keys = async (): Promise<number> => Number((await city.sql<{ count: string }>('select count(*) from privacy.key'))[0]?.count);

export const held = async (number: string): Promise<number> =>
  Number(
    (
      await city.sql<{ count: string }>('select count(*) from privacy.value v join core."case" c on c.id = v.case_id where c.number = $1', [
        number,
      ])
    )[0]?.count,
  );
