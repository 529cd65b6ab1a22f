import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import type { Random } from '../differential/generate/random';

/** Ids and texts that are there, so that not every operation ends at the first look-up. */
export interface Pool {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
}

/** What people with time send: injections, characters that databases refuse, names of prototypes, far too much of one thing. */
const oddTexts: readonly string[] = [
  ...['', ' ', '\u0000', '\ud800', '\u202e文', '\uffff', "' OR 1=1--", "'; select pg_sleep(9)--", '%', '_', '\\', '$1', '`', '"', '${7*7}'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '{"$ne":1}',
    'NaN',
    '-0',
    '1e999',
    '../../etc/passwd',
    '<img onerror=alert(1)>',
    '🧨'.repeat(40),
    'é'.repeat(3000),
  ],
];
const oddNumbers: readonly unknown[] = [
  -1,
  0,
  101,
  2_147_483_647,
  -2_147_483_648,
  2_147_483_648,
  1e21,
  0.5,
  '7',
  null,
  true,
  [1],
  { a: 1 },
];

/** A value for an argument: mostly one that fits, sometimes one that does not. */
export function valueOf(random: Random, type: GraphQLInputType, pool: Pool): unknown {
  if (random.chance(0.03)) return random.pick<unknown>([...oddTexts, ...oddNumbers]);
  if (isNonNullType(type)) return valueOf(random, type.ofType, pool);
  if (random.chance(0.05)) return null;
  if (isListType(type)) return Array.from({ length: random.int(4) }, () => valueOf(random, type.ofType, pool));
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (!isInputObjectType(type)) return leafOf(random, type.name, pool);
  const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || random.chance(0.3));
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(random, field.type, pool)]));
}

const leaves: Readonly<Record<string, (random: Random, pool: Pool) => unknown>> = {
  ID: (random, { ids }) => random.pick(ids),
  Int: (random) => random.int(60),
  Float: (random) => random.int(1000) / 7,
  Boolean: (random) => random.chance(0.5),
  DateTime: (random) => new Date(1_700_000_000_000 + random.int(1e9) * 100).toISOString(),
  Date: (random) => new Date(1_700_000_000_000 + random.int(1e9) * 100).toISOString().slice(0, 10),
  Language: (random) => random.pick(['en', 'zh-CN']),
  IdempotencyKey: (random) => `00000000-0000-4000-8000-${String(random.int(1e9)).padStart(12, '0')}`,
};

const leafOf = (random: Random, name: string, pool: Pool): unknown =>
  random.chance(0.1) ? random.pick(oddTexts) : (leaves[name] ?? (() => random.pick(pool.texts)))(random, pool);
