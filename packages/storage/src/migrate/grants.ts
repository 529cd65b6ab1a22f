import type { Query } from '../database/database';
import { auditorGroup, deskRole, ownerRole, ownerSchema, quoted, runtimeGroup } from './roles';

/** What the run-time login may do with tables of the core that it may not update: a line of the ledger is never changed or removed. */
const narrower: Readonly<Record<string, string>> = {
  entry: 'select, insert',
  source_key: 'select, insert',
  migrated: 'select',
  legal_hold: 'select',
};
const closed: readonly string[] = ['migration'];

/** Temporary names come before ours where a path does not say otherwise: a plugin's role makes none. */
export async function grantTemporary(query: Query): Promise<void> {
  await query(`do $$ begin
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to ${runtimeGroup}', current_database());
  end $$`);
}

export async function grantCore(query: Query): Promise<void> {
  await grantTemporary(query);
  const [core] = await query<{ is: boolean }>(`select has_schema_privilege($1, 'core', 'usage') as is`, [runtimeGroup]);
  if (!core?.is) await query(`grant usage on schema core to ${runtimeGroup}`);
  await grantTables(query);
  await query(`grant execute on all functions in schema core to ${runtimeGroup}`);
  await query(`grant delete on core.clock, core.idempotency, core.mask, core.opening, core.sign_in, core.page_session to ${runtimeGroup}`);
  await query(`grant usage on schema core to ${ownerRole('privacy')}`);
  await query(`grant execute on function core.shard_of(uuid) to ${ownerRole('privacy')}`);
  await query(`grant usage on schema core to ${ownerRole('audit')}, ${auditorGroup}`);
  await query(`grant select on core.entry, core.shard to ${ownerRole('audit')}, ${auditorGroup}`);
  await query(`grant select on core.epoch to ${ownerRole('audit')}`);
}

/** Table by table: a wide grant taken back a moment later would leave that moment. */
async function grantTables(query: Query): Promise<void> {
  const tables = await query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'core'`);
  for (const { name } of tables.filter((one) => !closed.includes(one.name)))
    await query(`grant ${narrower[name] ?? 'select, insert, update'} on core.${quoted(name)} to ${runtimeGroup}`);
}

/**
 * What whoever serves requests may call in `privacy`. What is not named here is closed: functions of the first version that could bring back
 * a key which was destroyed, and whatever a later migration makes.
 */
const served: readonly string[] = [
  ...['log_of', 'log_entry_of', 'record_look', 'open', 'open_together'],
  ...['key_for', 'make_key', 'store_under', 'erase'],
];

/** No SELECT for anybody at run time: reading goes through a function that writes the access row first. */
export async function grantPrivacy(query: Query): Promise<void> {
  await query(`grant usage on schema privacy to ${runtimeGroup}`);
  await query(`revoke all on all functions in schema privacy from public`);
  await query(`do $$ declare one record; begin
    for one in select oid::regprocedure as name, proname = any ('{${served.join(',')}}') as is_served from pg_proc
      where pronamespace = 'privacy'::regnamespace
    loop
      if one.is_served then execute format('grant execute on function %s to ${runtimeGroup}', one.name);
      else execute format('revoke execute on function %s from ${runtimeGroup}', one.name); end if;
    end loop;
  end $$`);
  await query(`grant usage on schema privacy to ${ownerRole('audit')}`);
  await query(`grant select on privacy.access to ${ownerRole('audit')}`);
}

/** Whoever serves requests may have records sealed and keep checkpoints, and changes neither; whoever verifies reads. */
export async function grantAudit(query: Query): Promise<void> {
  await query(`grant usage on schema audit to ${runtimeGroup}, ${auditorGroup}`);
  await query(`grant select on audit.log, audit.leaf, audit.checkpoint to ${runtimeGroup}, ${auditorGroup}`);
  await query(`grant insert on audit.checkpoint to ${runtimeGroup}`);
  await query(`grant select on audit.access_record to ${auditorGroup}`);
  await query(`revoke all on all functions in schema audit from public`);
  await query(`grant execute on function audit.append(integer) to ${runtimeGroup}`);
}

/** The platform writes details; the owner's desk role uses its own tables and nothing else. Owners may reference a case. */
export async function grantOwner(query: Query, owner: string): Promise<void> {
  const schema = quoted(ownerSchema(owner));
  for (const role of [runtimeGroup, deskRole(owner)].map(quoted)) {
    await query(`grant usage on schema ${schema} to ${role}`);
    await query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`);
    await query(`grant usage, select on all sequences in schema ${schema} to ${role}`);
    await query(`revoke all on ${schema}.migration from ${role}`);
  }
  await query(`grant usage on schema core to ${quoted(ownerRole(owner))}`);
  await query(`grant references (id) on core."case" to ${quoted(ownerRole(owner))}`);
}
