import { isDeepStrictEqual } from 'node:util';
import { connected } from '../data/server.mjs';

/** All that a move leaves behind but for instants, ids and hashes: the case, its clocks, its last entry, its keys. */
const rowsOf = `select c.id, c.state, c.phase, c.version, c.handler_id, c.handler_post, c.handler_unit, c.last_move, c.due_at, c.due_clock,
    (c.entered_at = c.changed_at) as entered, (select json_agg(json_build_array(k.code, k.started_at, k.due_at, k.state, k.ended_at is null)
      order by k.code, k.started_at) from core.clock k where k.shard = c.shard and k.case_id = c.id) as clocks,
    e.type, e.subject_version, e.unit_id, e.previous_unit_id, e.state_before, e.state_after, e.phase_before, e.phase_after, e.audience, e.actor,
    (e.happened_at = c.changed_at) as together, s.position >= e.position as counted,
    (select json_agg(json_build_array(i.actor, i.version, i.entry_id = e.id)) from core.idempotency i where i.case_id = c.id) as keys
  from core."case" c join core.shard s on s.shard = c.shard
  cross join lateral (select * from core.entry e where e.case_id = c.id order by e.position desc limit 1) e
  where c.id = any ($1) order by c.id`;

/** The rule that keeps shares honest: whoever is measured on a move has written the same rows, table by table. */
export async function refuseOtherRows({ server, databases, ids }) {
  const [first, ...others] = databases;
  const wanted = await written(server, first, ids);
  for (const other of others) {
    const found = await written(server, other, ids);
    const at = found.findIndex((row, index) => !isDeepStrictEqual(row, wanted[index]));
    if (at !== -1 || found.length !== wanted.length)
      throw new Error(`${other} holds other rows than ${first}:\n${JSON.stringify(found[at])}\n${JSON.stringify(wanted[at])}`);
  }
}

const written = (server, database, ids) =>
  connected(server.url(database), async (client) => JSON.parse(JSON.stringify((await client.query(rowsOf, [ids])).rows)));
