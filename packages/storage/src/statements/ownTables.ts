import type { OwnTables } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { deskRole, quoted } from '../migrate/roles';

/** An owner asked for something that its own tables cannot answer; a mistake of the plugin, never of its user. */
export class ForeignStatement extends Error {
  override readonly name = 'ForeignStatement';
}

const permitted = /^\s*(select|insert|update|delete|merge|with)\b/i;

/** Without values the protocol would take several statements at once, so a semicolon is refused; bind what contains one. */
const isOneStatement = (sql: string, values: readonly unknown[]): boolean => values.length > 0 || !sql.includes(';');

/**
 * The owner's tables inside a transaction. Each statement runs under the owner's desk role, set anew every time, so that a statement
 * that tried to leave the role changes nothing for the next one; bound values make it one statement by protocol.
 */
export const ownTables = (query: Query, owner: string): OwnTables => ({
  async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
    if (!permitted.test(sql) || !isOneStatement(sql, values))
      throw new ForeignStatement(
        `"${owner}" may select, insert, update, delete and merge in its own tables, one statement a call; not: ${sql.slice(0, 60)}`,
      );
    await query(`set local role ${quoted(deskRole(owner))}`);
    try {
      return await query<Row>(sql, values);
    } finally {
      await query('reset role').catch(() => undefined); // fails only in a transaction that is rolled back anyway
    }
  },
});
