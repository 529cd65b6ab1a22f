import type { Jurisdiction } from '@maplebridge/contract';
import { withCapabilities } from '@maplebridge/gateway';
import { composeSchema } from '@maplebridge/graph';
import type { GraphQLSchema } from 'graphql';
import type { Meant } from '../asking';
import { openTestGateway, type TestGateway } from '../gateway';
import type { Stream, StreamEvent } from '../stream';
import { withoutChance } from './alike';
import { rowsIn } from './rows';
import { openStatements } from './statements';
import { wholeApi, type NamedAsking } from './wholeApi';

/** One kind of secret, as whoever built it plugs it in. */
export interface Secret {
  /** What both worlds have; answers what arguments shall mean in the questions that are asked afterwards. */
  readonly build: (world: TestGateway) => Promise<Meant>;
  /** What the two worlds have different, and the viewer may not see. */
  readonly worlds: readonly [
    one: (world: TestGateway, meant: Meant) => Promise<void>,
    other: (world: TestGateway, meant: Meant) => Promise<void>,
  ];
  /** Something that the viewer sees, in both worlds: streams are read until it comes. */
  readonly after: (world: TestGateway, meant: Meant) => Promise<void>;
  /** The subject of their token. */
  readonly viewer: string;
}

export interface Difference {
  readonly what: string;
  readonly one: string;
  readonly other: string;
}

/** Everything by which the viewer could tell the two worlds apart: none, or the secret is none. */
export async function differences(plugins: readonly Jurisdiction[], secret: Secret): Promise<readonly Difference[]> {
  const { schema } = composeSchema(withCapabilities(plugins), { isDevelopment: false });
  const [first, second] = secret.worlds;
  const one = await observed({ plugins, schema, secret, plant: first });
  const other = await observed({ plugins, schema, secret, plant: second });
  return [...one.keys()].flatMap((what) => {
    const [here, there] = [one.get(what) ?? 'nothing', other.get(what) ?? 'nothing'];
    return here === there ? [] : [{ what, ...partingOf(here, there) }];
  });
}

const shownAround = 120;

/** Where the two part, with what stands before it: whole answers cannot be read. */
function partingOf(one: string, other: string): Pick<Difference, 'one' | 'other'> {
  const same = [...one].findIndex((letter, nth) => letter !== other[nth]);
  const from = Math.max(0, (same < 0 ? one.length : same) - shownAround);
  return { one: one.slice(from, from + 2 * shownAround), other: other.slice(from, from + 2 * shownAround) };
}

interface Observing {
  readonly plugins: readonly Jurisdiction[];
  readonly schema: GraphQLSchema;
  readonly secret: Secret;
  readonly plant: Secret['worlds'][number];
}

async function observed({ plugins, schema, secret, plant }: Observing): Promise<ReadonlyMap<string, string>> {
  const world = await openTestGateway({ plugins });
  try {
    const meant = await secret.build(world);
    const { queries, streams } = wholeApi(schema, meant);
    const person = world.as(secret.viewer);
    const open = await Promise.all(streams.map(async ({ document, variables }) => person.stream(document, variables)));
    await Promise.all(open.map((stream) => stream.next(isCaughtUp)));
    await plant(world, meant);
    await secret.after(world, meant);
    const told = await Promise.all(open.map(async (stream, nth) => [streams[nth]?.name ?? '', await frames(stream)] as const));
    return new Map([
      ...told,
      ...(await answers(world, secret.viewer, queries)),
      ...(await costs({ world, schema, viewer: secret.viewer, queries })),
    ]);
  } finally {
    await world.close();
  }
}

const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';

/** What a stream told until now: it has come to what everybody sees, or to nothing where it is not of its kind. */
async function frames(stream: Stream): Promise<string> {
  const first: unknown = await stream.next((event: StreamEvent) => !isCaughtUp(event), 3_000).catch(() => 'nothing');
  const rest: readonly unknown[] = stream.waiting().filter((event: StreamEvent) => !isCaughtUp(event));
  return withoutChance(JSON.stringify([first, ...rest]));
}

/** Cold and warm: what the first request leaves behind must not tell either. */
async function answers(
  world: TestGateway,
  viewer: string,
  queries: readonly NamedAsking[],
): Promise<readonly (readonly [string, string])[]> {
  const person = world.as(viewer);
  const all: (readonly [string, string])[] = [];
  for (const way of ['cold', 'warm'])
    for (const { name, document, variables } of queries) {
      const { text, errors } = await person.query(document, variables);
      if (errors.some(({ extensions }) => extensions.code === 'COST_EXCEEDED'))
        throw new Error(`${name} is over the limits: it says nothing.`);
      all.push([`${name}, ${way}`, withoutChance(text)]);
    }
  return all;
}

interface Costing {
  readonly world: TestGateway;
  readonly schema: GraphQLSchema;
  readonly viewer: string;
  readonly queries: readonly NamedAsking[];
}

/** How many statements each answer takes, and how many rows all of them wrote. */
async function costs({ world, schema, viewer, queries }: Costing): Promise<readonly (readonly [string, string])[]> {
  const before = await rowsIn(world);
  const statements = await openStatements(world, schema, viewer);
  try {
    const all: (readonly [string, string])[] = [];
    for (const asked of queries) all.push([`statements of ${asked.name}`, String(await statements.of(asked))]);
    const after = await rowsIn(world);
    return [
      ...all,
      [
        'rows written by the questions',
        JSON.stringify(Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)])),
      ],
    ];
  } finally {
    await statements.close();
  }
}
