import { snakeCase } from '@maplebridge/contract';
import type { Query } from '../database/database';

/** Roles belong to the cluster: two databases of one cluster share them, so making them must survive a race. */
export const runtimeGroup = 'maplebridge_runtime';
/** For logins that verify what is sealed: they read the ledger, the access log without purposes, and the leaves; they write nothing. */
export const auditorGroup = 'maplebridge_auditor';
export const ownerSchema = (owner: string): string => snakeCase(owner);
export const ownerRole = (owner: string): string => `maplebridge_${ownerSchema(owner)}`;
/** The role under which a plugin's own SQL runs: it may use its tables, never alter them. */
export const deskRole = (owner: string): string => `maplebridge_${ownerSchema(owner)}_desk`;

export const quoted = (identifier: string): string => `"${identifier.replace(/"/g, '""')}"`;

export async function ensureRole(query: Query, name: string): Promise<void> {
  await query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then create role ${quoted(name)} nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`);
}

/** From PostgreSQL 16 on, who makes a role may grant it but not become it: that is a right of its own, and counts here. */
export async function grantRole(query: Query, role: string, member: string): Promise<void> {
  const [known] = await query<{ is: boolean }>(
    `select exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
      where r.rolname = $1 and u.rolname = $2 and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)) as is`,
    [role, member],
  );
  if (known?.is) return;
  await query(`do $$ begin execute format('grant %I to %I', '${role}', '${member.replace(/'/g, "''")}');
  exception when unique_violation or sqlstate 'XX000' then null; end $$`);
}

export async function mayCreateRoles(query: Query): Promise<boolean> {
  const [row] = await query<{ may: boolean }>(`select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user`);
  return row?.may ?? false;
}
