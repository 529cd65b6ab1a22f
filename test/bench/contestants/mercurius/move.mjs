import { createHash, randomUUID } from 'node:crypto';
import { moveStatements } from './statements.mjs';

/** Signs for a case under version and key, in one transaction; null when the version no longer fits. */
export async function signFor(pool, { id, version, actor, unit, key }) {
  const client = await pool.connect();
  const ask = async (name, values) => (await client.query({ name: `move ${name}`, text: moveStatements[name], values })).rows;
  try {
    await client.query('begin');
    const row = await write(ask, { id, version, actor, unit, key });
    await client.query(row ? 'commit' : 'rollback');
    return row;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function write(ask, { id, version, actor, unit, key }) {
  const at = new Date();
  const entry = randomUUID();
  const [next] = await ask('next', [id]);
  const [row] = await ask('update', [id, version, actor, unit, at, next?.due_at ?? null, next?.code ?? null]);
  if (!row) return null;
  await ask('clock', [row.shard, id, at]);
  await ask('key', [actor, key, createHash('sha256').update(`${id} ${version}`).digest(), id, row.version, entry]);
  const [{ position }] = await ask('counter', [row.shard]);
  await ask('entry', [actor, unit, row.shard, position, entry, id, row.version, row.type, row.type_version, row.unit_id, at]);
  return row;
}
