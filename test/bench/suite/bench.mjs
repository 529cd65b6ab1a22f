import { writeFileSync } from 'node:fs';
import { openIssuer } from '../contestants/gateway/tokens.mjs';
import { openServer } from '../data/server.mjs';
import { machineOf } from '../report/machine.mjs';
import { judged } from '../report/judged.mjs';
import { tableOf } from '../report/table.mjs';
import { writePages } from '../report/pages.mjs';
import { growthOf, subtreeOf } from './growth.mjs';
import { mergedFrom } from './merged.mjs';
import { plans } from './plan.mjs';
import { runRequests } from './requests.mjs';
import { seedOf } from './seeds.mjs';
import { runStarts } from './starts.mjs';
import { runSubscriptions } from './subscriptions.mjs';

/** Measures everything asked for and prints the table. 0 when every target that was measured is met, 2 when one is short. */
export async function bench({ quick, only, sizes, rounds, json, write, soak, say }) {
  const plan = planned(quick ? plans.quick : plans.full, { sizes, rounds });
  const wanted = only?.split(',').map((name) => name.trim());
  const wants = (name) => !wanted || wanted.some((one) => name === one || name.startsWith(`${one} `));
  const began = Date.now();
  const results = await measured({ plan, wants, soak, say });
  const machine = await machineOf(results.postgres);
  const rows = judged(results);
  console.log(tableOf({ rows, machine, plan, seconds: Math.round((Date.now() - began) / 1000) }));
  if (json) writeFileSync(json, JSON.stringify({ machine, plan: plan.name, rows, results }, null, 2));
  if (write) await writePages({ rows, machine, results });
  return codeOf(rows);
}

/** The same from figures that were saved. */
export async function show({ from, write }) {
  const { machine, results } = mergedFrom(from.split(','));
  const rows = judged(results);
  console.log(tableOf({ rows, machine, plan: { name: 'saved' } }));
  if (write) await writePages({ rows, machine, results });
  return codeOf(rows);
}

const codeOf = (rows) => (rows.some(({ verdict }) => verdict === 'short') ? 2 : 0);

const planned = (plan, { sizes, rounds }) => ({
  ...plan,
  ...(sizes && { sizes: sizes.split(',').map(Number) }),
  ...(rounds && { rounds: Number(rounds) }),
});

async function measured({ plan, wants, soak, say }) {
  const server = await openServer(say);
  const issuer = await openIssuer();
  try {
    const given = { server, issuer, plan, wants, soak, say };
    const requests = [];
    for (const cases of plan.sizes) requests.push(...(await runRequests({ ...given, cases, seed: await seedOf(given, cases) })));
    const subscriptions = await runSubscriptions({ ...given, seed: await seedOf(given, plan.writeSize) });
    return {
      postgres: server.version,
      requests,
      subscriptions,
      growth: [...subtreeOf(requests), ...growthOf(requests)],
      starts: await runStarts(given),
    };
  } finally {
    await issuer.close();
    await server.close();
  }
}
