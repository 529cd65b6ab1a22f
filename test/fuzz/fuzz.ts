import type { GraphQLSchema } from 'graphql';
import { openRandom, type Random } from '../differential/generate/random';
import { faultsOf, sendTo } from '../attackList/send';
import type { World } from '../attackList/world';
import { mutated } from './mutate';
import { operationFrom, type Operation } from './operation';
import { overSocket } from './socket';
import type { Pool } from './values';

export interface Fuzzing {
  readonly world: World;
  readonly schema: GraphQLSchema;
  readonly pool: Pool;
  readonly people: readonly (string | null)[];
  readonly seed: number;
}

/** One attempt, as it can be made again: `--seed` and its number say all of it. */
export interface Attempt extends Operation {
  readonly nth: number;
  readonly who: string | null;
  readonly isMutated: boolean;
  readonly door: 'http' | 'socket';
}

export interface Finding extends Attempt {
  readonly faults: readonly string[];
}

/** Each attempt has a seed of its own, so that the thousandth can be made without the others. */
export function attemptAt({ schema, pool, people, seed }: Fuzzing, nth: number): Attempt {
  const random = openRandom(seed * 1_000_003 + nth);
  const { query, variables } = operationFrom(random, schema, pool);
  const isMutated = random.chance(0.5);
  const door = random.chance(0.05) ? 'socket' : 'http';
  return { nth, variables, isMutated, door, query: isMutated ? mutated(random, query) : query, who: whoIn(random, people) };
}

const whoIn = (random: Random, people: Fuzzing['people']): string | null => random.pick(people);

/** What is wrong with the answer in itself; empty when the gateway kept its promises. */
export async function faultsAt({ world }: Fuzzing, { who, query, variables, door }: Attempt): Promise<readonly string[]> {
  const authorization: Readonly<Record<string, string>> = who === null ? {} : { authorization: `Bearer ${await world.token(who)}` };
  if (door === 'socket') return overSocket(world.url, authorization, { query, variables });
  const headers = { 'content-type': 'application/json', ...authorization };
  try {
    return faultsOf(await sendTo(world.url, { headers, body: JSON.stringify({ query, variables }) }));
  } catch (error) {
    return [`the connection was dropped: ${String(error)}`];
  }
}

const mostFindings = 10;
const atOnce = 6;

/** Makes the attempts, several at a time; stops when enough was found. */
export async function fuzz(fuzzing: Fuzzing, runs: number, progress: (done: number) => void): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let nth = next++; nth < runs && findings.length < mostFindings; nth = next++) {
      const attempt = attemptAt(fuzzing, nth);
      const faults = await faultsAt(fuzzing, attempt);
      if (faults.length > 0) findings.push({ ...(await smaller(fuzzing, attempt)), faults });
      progress(nth + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return findings;
}

const mostTries = 200;

/** The same fault with less around it: halves, then quarters of the text are left out for as long as it stays. */
async function smaller(fuzzing: Fuzzing, attempt: Attempt): Promise<Attempt> {
  let tokens: readonly string[] = attempt.query.match(/\w+|\S/g) ?? [];
  let tries = 0;
  for (let size = Math.ceil(tokens.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < tokens.length && tries < mostTries; tries += 1) {
      const fewer = [...tokens.slice(0, at), ...tokens.slice(at + size)];
      const isFaulty = (await faultsAt(fuzzing, { ...attempt, query: fewer.join(' ') })).length > 0;
      if (isFaulty) tokens = fewer;
      else at += size;
    }
  }
  return { ...attempt, query: tokens.join(' ') };
}
