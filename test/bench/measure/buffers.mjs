import { connected, run } from '../data/server.mjs';
import { openAsker } from '../load/load.mjs';

const shownPlans = 3;

/**
 * Buffers that PostgreSQL touches for one request, by contestant: counted over the statements of its login, and of the roles that it
 * puts on for a plugin's own tables, once they are warm. For the gateway also the plans of the statements that touch most of them.
 */
export async function buffersOf({ workload, contestants, server, database, asked }) {
  const found = {};
  const url = server.url(database);
  for (const contestant of contestants) {
    const statements = await statementsOf({ workload, contestant, url, asked });
    const buffers = statements.reduce((sum, one) => sum + one.buffers, 0) / asked;
    found[contestant.name] = { buffers, ...(contestant.name === 'gateway' && { plans: await plansOf(url, statements, asked) }) };
  }
  return found;
}

async function statementsOf({ workload, contestant, url, asked }) {
  const asker = openAsker('process.mjs');
  try {
    const { send } = contestant.asks[workload.ask];
    const ask = () => asker.tell('load', { connections: 1, milliseconds: 60_000, count: asked });
    await asker.tell('target', { url: contestant.url, headers: contestant.headers, items: workload.inputs().map(send), connections: 1 });
    await ask();
    await run(url, ['select pg_stat_statements_reset()']);
    await ask();
    return await run(url, [
      `select s.query, s.calls::integer, (s.shared_blks_hit + s.shared_blks_read)::float8 as buffers from pg_stat_statements s
        where pg_has_role('${contestant.login}', s.userid, 'member') order by 3 desc`,
    ]);
  } finally {
    await asker.close();
  }
}

/** Plans that hold for every value, as a prepared statement gets them. */
const plansOf = (url, statements, asked) =>
  connected(url, async (client) => {
    const plans = [];
    await client.query('set plan_cache_mode = force_generic_plan');
    const asking = statements.filter(({ calls }) => calls >= asked); // not what consumers and watchers look for in between
    for (const { query, calls, buffers } of asking.slice(0, shownPlans)) {
      const rows = await client.query(`explain (generic_plan, costs off) ${query}`).then(
        (answer) => answer.rows.map((row) => row['QUERY PLAN']),
        (error) => [`(not explained: ${error.message})`],
      );
      plans.push({ query, perRequest: calls / asked, buffers: buffers / asked, rows });
    }
    return plans;
  });
