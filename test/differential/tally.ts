import type { Way } from '@maplebridge/graph';
import { parse, type GraphQLSchema } from 'graphql';
import { constructsIn, listed } from './constructs';
import type { Operation } from './generate/operation';
import type { Outcome } from './run';

/** How often what was met. */
export interface Tally {
  take(operation: Operation, outcome: Outcome): void;
  readonly ways: Readonly<Record<Way, number>>;
  plannedShare(): number;
  /** Of the listed constructs those that were met less often, with how often. */
  fewerThan(count: number): readonly string[];
  /** The one that was met least often, with how often. */
  rarest(): string;
}

export function openTally(schema: GraphQLSchema): Tally {
  const counts = new Map<string, number>();
  const ways: Record<Way, number> = { whole: 0, partly: 0, plain: 0 };
  const countOf = (name: string): number => counts.get(name) ?? 0;
  return {
    ways,
    take: (operation, outcome) => {
      ways[outcome.way] += 1;
      const names = [...constructsIn(schema, parse(operation.text)), ...told(operation, outcome)];
      for (const name of new Set(names.flatMap((one) => [one, ...groupsOf(one)]))) counts.set(name, countOf(name) + 1);
    },
    plannedShare: () => (ways.whole + ways.partly) / Math.max(1, ways.whole + ways.partly + ways.plain),
    rarest: () =>
      listed
        .map((name) => [countOf(name), name] as const)
        .sort(([one], [other]) => one - other)[0]
        ?.join(' times ') ?? '',
    fewerThan: (count) => listed.filter((name) => countOf(name) < count).map((name) => `${name}: ${countOf(name)}`),
  };
}

function groupsOf(name: string): readonly string[] {
  const [, type, field] = /^field (\w+)\.(\w+)$/.exec(name) ?? [];
  return [...(type?.endsWith('Details') ? [`field ${type}.*`] : []), ...(field === '__typename' ? ['field *.__typename'] : [])];
}

/** What only the answer tells. */
function told({ variables }: Operation, { errors, data }: Outcome): readonly string[] {
  const values = typeof data === 'object' && data !== null ? Object.values(data) : [];
  const text = JSON.stringify(data);
  return [
    ...(Object.values(variables).includes(null) ? ['a variable that is null'] : []),
    ...(errors.length > 0 ? ['an error'] : []),
    ...(errors.some((error) => error.split(' ')[0]?.includes('.')) ? ['an error below the root'] : []),
    ...(values.includes(null) ? ['a root that is null'] : []),
    ...(text.includes('[]') ? ['a page that is empty'] : []),
    ...(/"DormantCase"|[Hh]eating|供暖/.test(text) ? ['a case that is dormant'] : []),
  ];
}
