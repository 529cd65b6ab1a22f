import { run } from '../data/server.mjs';
import { openAsker } from '../load/load.mjs';

const asked = 60;

/** Buffers that PostgreSQL reads for one request, by contestant: counted over statements of its login after they were warm. */
export async function buffersOf({ workload, contestants, server, database }) {
  const found = {};
  for (const contestant of contestants) found[contestant.name] = await buffersOfOne({ workload, contestant, url: server.url(database) });
  return found;
}

async function buffersOfOne({ workload, contestant, url }) {
  const asker = openAsker('process.mjs');
  try {
    const { send } = contestant.asks[workload.ask];
    await asker.tell('target', { url: contestant.url, headers: contestant.headers, items: workload.inputs().map(send), connections: 1 });
    await asker.tell('load', { connections: 1, milliseconds: 60_000, count: asked });
    await run(url, ['select pg_stat_statements_reset()']);
    await asker.tell('load', { connections: 1, milliseconds: 60_000, count: asked });
    const [{ buffers }] = await run(url, [
      `select sum(s.shared_blks_hit + s.shared_blks_read)::float8 as buffers from pg_stat_statements s
         join pg_roles r on r.oid = s.userid where r.rolname = '${contestant.login}' and s.query !~* '^(begin|commit)'`,
    ]);
    return (buffers ?? 0) / asked;
  } finally {
    await asker.close();
  }
}
