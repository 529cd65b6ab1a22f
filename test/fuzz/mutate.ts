import type { Random } from '../differential/generate/random';

const intruders: readonly string[] = [
  ...['{', '}', '(', ')', '[', ']', '!', '$', '@', ':', '=', '|', '&', '...', '#', '"', '"""', '\\', '\u0000', '\ufeff', '🧨'],
  ...[
    'null',
    'true',
    'on',
    'fragment',
    'query',
    'mutation',
    '__typename',
    '__schema { types { name } }',
    '@include(if: $v0)',
    '@skip(if: 1)',
    '@defer',
  ],
  ...[
    '999999999999999999999',
    '-1',
    '1e999',
    '"\\ud800"',
    '"\\u0000"',
    '{a: {a: {a: {}}}}',
    '[[[[[[1]]]]]]',
    '$__proto__',
    'first: -1',
    'id: "\u202e"',
  ],
];

/** The same text with a few tokens lost, doubled, moved or replaced: mostly no document any more, sometimes another one. */
export function mutated(random: Random, text: string): string {
  const tokens = text.match(/\w+|\S/g) ?? [];
  for (let times = 1 + random.int(4); times > 0; times -= 1) mutateOnce(random, tokens);
  return tokens.join(' ');
}

function mutateOnce(random: Random, tokens: string[]): void {
  const at = random.int(tokens.length + 1);
  const token = tokens[at] ?? '}';
  const ways = [
    () => tokens.splice(at, 1),
    () => tokens.splice(at, 0, token, token),
    () => tokens.splice(at, 1, random.pick(intruders)),
    () => tokens.splice(at, 0, random.pick(intruders)),
    () => tokens.splice(at, 0, ...tokens.slice(0, random.int(tokens.length + 1))),
    () => tokens.splice(at, 0, ...Array.from({ length: 1 + random.int(2000) }, () => random.pick(['{', '[', '(', 'a', 'id', 'id: id']))),
  ];
  random.pick(ways)();
}
