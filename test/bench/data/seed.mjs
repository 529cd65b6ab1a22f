import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jurisdictions, ours } from '../places.mjs';
import { draft, insertCases, insertClocks } from './cases.mjs';
import { insertDetails, insertParties, insertSealed, opened } from './details.mjs';
import { idFunction, idOf, masterKey } from './ids.mjs';
import { insertEntries, insertNumbers } from './ledger.mjs';
import { peerFunctions } from './peerFunctions.mjs';
import { registry } from './registry.mjs';
import { connected, gatewayLogin, logins, run } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const sealedForReal = 2_000;
/** What only asks the finished database is no part of the generator. */
const laterOn = ['samples.mjs', 'server.mjs'];

/** Named by what made it: another generator or another migration makes another. */
export function seedName(cases) {
  const { coreOwners } = ours('@maplebridge/storage');
  const { ownersOf } = ours('@maplebridge/gateway');
  const hash = createHash('sha256').update(JSON.stringify([coreOwners, ownersOf(jurisdictions())]));
  for (const file of readdirSync(here)
    .sort()
    .filter((name) => !laterOn.includes(name)))
    hash.update(readFileSync(`${here}/${file}`));
  return `seed_${cases}_${hash.digest('hex').slice(0, 10)}`;
}

/** A migrated database with generated cases that nobody writes to. Made once and kept: `settle` is given its URL before it is. */
export async function ensureSeed(server, { cases, say, settle }) {
  const name = seedName(cases);
  const known = await run(server.url('postgres'), [`select datname from pg_database where datname like 'seed\\_${cases}\\_%'`]);
  if (known.some(({ datname }) => datname === name)) return name;
  for (const { datname } of known) await run(server.url('postgres'), [`drop database "${datname}"`]);
  const making = `making_${cases}`;
  await run(server.url('postgres'), [`drop database if exists ${making}`, `create database ${making}`]);
  say(`generating ${cases} cases, once`);
  await fill(server, making, cases);
  await settle({ database: making });
  await run(server.url(making), ['vacuum (freeze, analyze)']);
  await run(server.url('postgres'), [`alter database ${making} rename to "${name}"`]);
  return name;
}

async function fill(server, database, cases) {
  const { migrate } = ours('@maplebridge/storage');
  const { ownersOf } = ours('@maplebridge/gateway');
  const url = server.url(database);
  await migrate({ url, runtimeLogin: gatewayLogin, owners: ownersOf(jurisdictions()) });
  const indexes = await looseIndexes(url);
  const inserts = [...insertClocks, ...insertDetails, ...insertParties, ...insertSealed, insertNumbers, ...insertEntries];
  const before = [
    idFunction,
    ...indexes.map(({ name }) => `drop index ${name}`),
    ...registry(cases),
    draft(cases),
    insertCases,
    ...inserts,
  ];
  const after = [`drop table bench_case`, ...indexes.map(({ sql }) => sql), ...grants()];
  await connected(url, async (client) => {
    for (const sql of before) await client.query(sql);
    await seal(client);
    for (const sql of after) await client.query(sql);
  });
  await check(url, cases);
}

/** Indexes that are no constraint's: sets are loaded several times faster without them. */
const looseIndexes = (url) =>
  run(url, [
    `select format('%I.%I', schemaname, indexname) as name, indexdef as sql from pg_indexes i
      where schemaname in ('core', 'privacy') and tablename in ('case', 'entry', 'involved', 'party', 'value', 'access')
        and not exists (select from pg_constraint c where c.conindid = format('%I.%I', schemaname, indexname)::regclass)`,
  ]);

async function seal(client) {
  const { keyringOf, storePersonal } = ours('@maplebridge/storage');
  const query = async (sql, values) => (await client.query(sql, values)).rows;
  const wanted = await query(opened(sealedForReal));
  await client.query(`delete from privacy.key where subject_id = any ($1)`, [wanted.map(({ partyId }) => partyId)]);
  const keyring = keyringOf(Buffer.from(masterKey, 'base64'));
  for (const { caseId, partyId } of wanted) {
    const [{ mask }] = await query(`select mask from core.mask where case_id = $1 and subject_id = $2`, [caseId, partyId]);
    const name = { field: 'name', class: 'identity', text: `${mask.replace('**', '')}示范`, mask };
    await storePersonal(query, keyring, { caseId, subjectId: partyId }, [name]);
  }
  await query(assigned(wanted.map(({ caseId }) => caseId)));
}

/** Whoever reads these names handles the cases: the assignment is the purpose. */
const assigned = (ids) =>
  `update core."case" set handler_id = '${idOf('person officer')}', handler_post = 'officer', handler_unit = '${idOf('unit P')}'
    where id = any ('{${ids.join(',')}}'::uuid[])`;

/** Peers and the limit may read and write everything: they know no rights. */
const grants = () => [
  ...peerFunctions,
  ...logins.map((login) => `grant pg_read_all_data, pg_write_all_data, maplebridge_runtime to ${login}`),
  ...logins.map((login) => `grant usage on schema bench to ${login}`),
  `create extension pg_stat_statements`,
];

/** The project's own check of the ledger, and what a consistent set of rows is besides. */
async function check(url, cases) {
  const { findGaps } = ours('@maplebridge/storage');
  const gaps = await findGaps((sql) => run(url, [sql]));
  const [found] = await run(url, [
    `select (select count(*) from core."case") as cases, (select count(*) from core.entry) as entries,
       (select count(*) from core."case" c where not exists (select from core.unit u where u.id = c.unit_id and u.path[u.level + 1] = c.unit_id)) as homeless,
       (select count(*) from core."case" c join core.entry e on e.case_id = c.id and e.subject_version = 3
         where (e.state_after, e.phase_after, e.type, e.unit_id, e.happened_at) is distinct from (c.state, c.phase, c.last_move, c.unit_id, c.changed_at)) as apart`,
  ]);
  const mistakes = {
    gaps: gaps.length,
    cases: found.cases - cases,
    entries: found.entries - 3 * cases,
    homeless: +found.homeless,
    apart: +found.apart,
  };
  if (Object.values(mistakes).some((count) => count !== 0)) throw new Error(`The generated rows do not agree: ${JSON.stringify(mistakes)}`);
}

/** A copy that may be written to, thrown away with the next of its name. */
export async function copyOf(server, seed, name) {
  const away = `drop database if exists "${name}" with (force)`;
  await run(server.url('postgres'), [away, `create database "${name}" template "${seed}" strategy file_copy`]);
  return { name, drop: () => run(server.url('postgres'), [away]) };
}
