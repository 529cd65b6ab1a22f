import type { OwnTables } from '@maplebridge/contract';
import type { Database, Query } from '../database/database';
import { deskRole, ownerSchema, quoted } from '../migrate/roles';

/** An owner asked for something that its own tables cannot answer; a mistake of the plugin, never of its user. */
export class ForeignStatement extends Error {
  override readonly name = 'ForeignStatement';
}

const permitted = /^\s*(select|insert|update|delete|merge|with)\b/i;

/** Without values the protocol would take several statements at once, so a semicolon is refused; bind what contains one. */
const isOneStatement = (sql: string, values: readonly unknown[]): boolean => values.length > 0 || !sql.includes(';');

/**
 * Functions that change the role or run a text as a statement of its own, which together read what the role may not; and names
 * spelled with escapes, by which they could be called unseen. Schemas of its own functions are the owner's migrations' affair.
 */
const leaving = /u&"|\binto\s+(temp|temporary|unlogged|table|pg_temp)\b/i;
const leavingWord = /^(?:(?:set_config|ts_stat|ts_rewrite|pg_notify)$|\w+_to_xml|pg_\w*advisory)/i;
/** Word by word: one pattern over the whole text would go through a long one again from each of its words. */
const leaves = (sql: string): boolean => leaving.test(sql) || (sql.match(/\w+/g) ?? []).some((word) => leavingWord.test(word));

/**
 * The owner's tables inside a transaction, by their bare names. Each statement runs under the owner's desk role and in its schema, set
 * anew every time, so that a statement that tried to leave the role changes nothing for the next one; bound values make it one
 * statement by protocol.
 */
export const ownTables = (query: Query, owner: string): OwnTables => ({
  async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
    refuseForeign(owner, sql, values);
    await enter(query, deskRole(owner), searchPath(owner));
    try {
      return await query<Row>(sql, values);
    } finally {
      await enter(query, 'none', 'pg_catalog, pg_temp').catch(() => undefined); // fails only in a transaction that is rolled back anyway
    }
  },
});

function refuseForeign(owner: string, sql: string, values: readonly unknown[]): void {
  if (permitted.test(sql) && isOneStatement(sql, values) && !leaves(sql)) return;
  throw new ForeignStatement(
    `"${owner}" may select, insert, update, delete and merge in its own tables, one statement a call; not: ${sql.slice(0, 60)}`,
  );
}

/**
 * The owner's reading outside of a command, over connections that are in its desk role from their start and cannot write: dashboards live
 * on this.
 */
export const readOwnTables = (database: Pick<Database, 'readAs'>, owner: string): OwnTables => ({
  async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
    refuseForeign(owner, sql, values);
    return database.readAs({ role: deskRole(owner), schemas: schemasOf(owner) })<Row>(sql, values);
  },
});

const schemasOf = (owner: string): readonly string[] => ['pg_catalog', quoted(ownerSchema(owner)), 'pg_temp'];
const searchPath = (owner: string): string => schemasOf(owner).join(', ');

const enter = (query: Query, role: string, searchPath: string): Promise<object[]> =>
  query(`select set_config('role', $1, true), set_config('search_path', $2, true)`, [role, searchPath]);
