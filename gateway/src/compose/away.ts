import { label, Refusal } from '@maplebridge/contract';
import type { Database } from '@maplebridge/storage';
import { systemCode } from '../systemCode';

/**
 * The same database, which says UNAVAILABLE when it cannot be reached: clients then know that the same request, under the same key,
 * may be sent again. The pool opens new connections by itself, so that recovery needs nothing.
 */
export const sayingAway = (database: Database): Database => ({
  ...database,
  query: <Row extends object>(sql: string, values?: readonly unknown[]) => database.query<Row>(sql, values).catch(refuseAway),
  readAs: (reader) => {
    const query = database.readAs(reader);
    return <Row extends object>(sql: string, values?: readonly unknown[]) => query<Row>(sql, values).catch(refuseAway);
  },
  transaction: (work) => database.transaction(work).catch(refuseAway),
});

/** Of the network, and of PostgreSQL: class 08 (connection), shutting down or starting up, no connection left. */
const awayCodes = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** What pg says without a code. */
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function refuseAway(error: unknown): never {
  const isAway = awayCodes.test(systemCode(error) ?? '') || (error instanceof Error && awayWords.test(error.message));
  if (!isAway) throw error;
  const text = label(
    '数据库暂时无法连接；请稍后用同一 idempotencyKey 重试。',
    'The database cannot be reached right now; send the same request, with the same key, in a moment.',
  );
  throw Object.assign(new Refusal('UNAVAILABLE', text), { cause: error });
}
