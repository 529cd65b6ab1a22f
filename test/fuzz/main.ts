import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { withCapabilities } from '@maplebridge/gateway';
import { composeSchema } from '@maplebridge/graph';
import { jurisdiction as medical } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';
import { openWorld, type World } from '../attackList/world';
import { attemptAt, fuzz, type Finding, type Fuzzing } from './fuzz';
import type { Pool } from './values';

const options = {
  runs: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  /** Shows one attempt instead of making them all. */
  show: { type: 'string' },
} as const;

/** `npm run fuzz [-- --runs 10000 --seed 1 --show 17]`: the exit code is 1 when an answer was none that the gateway may give. */
export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...argv], options });
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  if (!Number.isInteger(runs) || !Number.isInteger(seed) || runs < 1) throw new Error('--runs and --seed are whole numbers.');
  const world = await openWorld();
  try {
    const fuzzing = await fuzzingOf(world, seed);
    if (values.show !== undefined) return show(fuzzing, Number(values.show));
    const findings = await fuzz(fuzzing, runs, (done) => {
      if (done % 1000 === 0) process.stderr.write(`fuzz: ${done} of ${runs}\n`);
    });
    const isAlive = await world.isAlive();
    const bugs = (world.logs().match(/a bug reached a client/g) ?? []).length;
    for (const finding of findings) process.stdout.write(`${told(finding, seed)}\n`);
    process.stdout.write(
      `${runs} operations with seed ${seed}: ${findings.length} faults, ${bugs} bugs logged, ${isAlive ? 'alive' : 'NOT ALIVE'}\n`,
    );
    return findings.length === 0 && bugs === 0 && isAlive ? 0 : 1;
  } finally {
    await world.close();
  }
}

async function fuzzingOf(world: World, seed: number): Promise<Fuzzing> {
  const { schema } = composeSchema(withCapabilities([medical, nightMarket, business, community]), { isDevelopment: false });
  const people = [null, 'demo-resident', 'demo-officer', 'demo-supervisor', 'demo-neighbour', 'nobody-in-particular'];
  return { world, schema, people, seed, pool: await poolOf(world) };
}

/** What is there to ask about. */
async function poolOf(world: World): Promise<Pool> {
  const rows = await world.sql<{ kind: string; id: string }>(
    `select 'case' as kind, id from core."case" union all select 'unit', id from core.unit union all select 'place', id from core.place
     union all select 'party', id from core.party union all select 'person', id from core.person union all select 'change', id from core.entry limit 400`,
  );
  const numbers = await world.sql<{ number: string }>(`select number from core."case"`);
  return {
    ids: rows.map(({ kind, id }) => Buffer.from(`${kind}:${id}`).toString('base64url')),
    texts: ['signFor', 'accept', 'community-dispute', 'E-RIVER', '一件纠纷 A dispute', ...numbers.map(({ number }) => number)],
  };
}

function show(fuzzing: Fuzzing, nth: number): number {
  process.stdout.write(`${JSON.stringify(attemptAt(fuzzing, nth), null, 2)}\n`);
  return 0;
}

const told = ({ nth, who, door, faults, query, variables }: Finding, seed: number): string =>
  [
    `--seed ${seed} --show ${nth}: ${faults.join('; ')} (${door}, as ${who ?? 'nobody'})`,
    query.slice(0, 2000),
    JSON.stringify(variables).slice(0, 2000),
  ].join('\n  ');
