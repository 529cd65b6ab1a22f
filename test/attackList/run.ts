import { groups } from './list';
import type { Attempt, Outcome, Row } from './row';
import type { World } from './world';

/** Values of the demo city and of the attacks that must be in no line of the log. */
const unloggable = /1380000000[12]|李示范|王样例|pg_sleep|OR 1=1|echo-7391|hunter2|eyJ[A-Za-z0-9_-]{20}/;

/** Every row cold and then warm, and after each group a look at the gateway itself. `only`: that row alone. */
export async function runAll(world: World, only: string | null, say: (line: string) => void): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const attempt of ['cold', 'warm'] as const)
    for (const [name, rows] of groups) {
      const chosen = rows.filter(({ row }) => only === null || row === only);
      if (chosen.length === 0) continue;
      say(`${attempt}: ${name}`);
      for (const row of chosen) outcomes.push(await outcomeOf(world, row, attempt));
      outcomes.push(await lookAfter(world, name, attempt));
    }
  return outcomes;
}

async function outcomeOf(world: World, { row, sent, expected, run }: Row, attempt: Attempt): Promise<Outcome> {
  const answer = await run(world, attempt).catch((error: unknown) => `failed: ${error instanceof Error ? error.message : String(error)}`);
  const faults = [...new Set(world.faults())];
  const got = faults.length === 0 ? answer : `${answer} (${faults.join('; ')})`;
  return { row, attempt, sent, expected, got, isAsExpected: got === expected };
}

/** The process lives and is ready within five seconds, logged no bug and nothing of what was sent. */
async function lookAfter(world: World, name: string, attempt: Attempt): Promise<Outcome> {
  const began = performance.now();
  const isAlive = await world.isAlive().catch(() => false);
  const isQuick = performance.now() - began < 5000;
  const logs = world.logs();
  const payload = unloggable.exec(logs)?.[0];
  const findings = [
    ...(isAlive ? [] : ['not ready']),
    ...(isQuick ? [] : ['slow to answer']),
    ...(/"level":[56]0/.test(logs) ? ['a bug was logged'] : []),
    ...(payload === undefined ? [] : [`the log holds ${payload}`]),
  ];
  const expected = 'ready within 5 s, no bug and no payload in the log';
  const got = findings.length === 0 ? expected : findings.join(', ');
  return { row: 'after', attempt, sent: `all of ${name}`, expected, got, isAsExpected: got === expected };
}
