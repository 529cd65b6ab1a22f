import { composeSchema, openPlanner, type Way } from '@maplebridge/graph';
import { contextMaker, type Arrival } from '@maplebridge/gateway';
import type { Language, RequestContext } from '@maplebridge/contract';
import { execute, getOperationAST, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { allPlugins } from '../stories/city';
import { difference, errorsOf, nullsOf, type Difference } from './compare';
import type { Operation } from './generate/operation';
import { caseShown } from './oracle/cases';
import { rootOf } from './oracle/queries';
import { bareSchema } from './oracle/schema';
import type { View } from './oracle/view';
import { openPool, type Pool } from './pool';
import { readRows, utcOf, type CaseRow, type Rows } from './rows';
import { standingsOf, type Standing } from './sight';
import { openSeals } from './seals';
import type { Asking } from './viewers';
import { frozen, type World } from './world';
import { globalId } from './words';

export interface Outcome {
  readonly way: Way;
  readonly difference: Difference | null;
  readonly errors: readonly string[];
  /** What the planner’s errors say. */
  readonly messages: readonly string[];
  readonly data: unknown;
}

/** Both ways of answering, side by side over one database. */
export interface Sides {
  readonly schema: GraphQLSchema;
  readonly rows: Rows;
  readonly pool: Pool;
  /** The cases that they see, and those of them in which they are a party. */
  casesOf(asking: Asking): { readonly seen: readonly CaseRow[]; readonly asParty: readonly CaseRow[] };
  isValid(document: DocumentNode): boolean;
  run(operation: Operation, asking: Asking, language: Language): Promise<Outcome>;
}

const issuer = 'maplebridge-development';

export async function openSides({ city }: World): Promise<Sides> {
  const { schema } = composeSchema(allPlugins, { isDevelopment: false });
  const bare = bareSchema(schema);
  const seals = openSeals(city.gateway.platform.cursors);
  const contextFor = contextMaker({ ...city.gateway.platform, cursors: seals.cursors }, city.gateway.live);
  const pool = openPool();
  const rows = await readRows(city);
  const ways: Way[] = [];
  const planner = openPlanner((way) => void ways.push(way));
  const standings = new Map<string | null, ReadonlyMap<string, Standing>>();
  const personOf = ({ subject }: Asking): string | null => rows.persons.find((one) => one.subject === subject)?.id ?? null;
  const standingsFor = (asking: Asking): ReadonlyMap<string, Standing> => {
    const known = standings.get(asking.subject) ?? standingsOf(rows, personOf(asking), utcOf(frozen));
    standings.set(asking.subject, known);
    return known;
  };
  const viewOf = (asking: Asking, context: RequestContext): View => {
    const own = { personId: personOf(asking), standings: standingsFor(asking) };
    return { ...own, rows, now: utcOf(frozen), language: context.language, context, caseShown, meaning: seals.meaning };
  };
  const casesOf: Sides['casesOf'] = (asking) => {
    const seen = rows.cases.filter(({ id }) => standingsFor(asking).get(id)?.isSeen);
    return { seen, asParty: seen.filter(({ id }) => standingsFor(asking).get(id)?.works === false) };
  };
  const run: Sides['run'] = async ({ text, variables, lists }, asking, language) => {
    const document = parse(text);
    const operation = getOperationAST(document, null);
    if (!operation) throw new Error('A document has no operation.');
    const context = await contextFor(arrivalOf(asking, language));
    const planned = await planner.run({ schema, document, operation, variables, context });
    const data = 'text' in planned ? (JSON.parse(planned.text) as unknown) : (planned.data ?? null);
    const rootValue = rootOf(viewOf(asking, await contextFor(arrivalOf(asking, language))));
    const expected = await execute({ schema: bare, document, variableValues: variables, rootValue });
    const judge = seals.judge((cursor, list, path) => {
      const found = lists.get(String(path[0])) ?? lists.get(String(path[1]));
      const [kind, owner = ''] = list.split(' ');
      if (kind === 'history') pool.add({ cursor, field: 'history', asked: globalId('case', owner) });
      else if (found && list.startsWith('[')) pool.add({ cursor, ...found });
    });
    const plain: unknown = JSON.parse(JSON.stringify(expected.data ?? null));
    const errors = errorsOf(planned.errors);
    const wrong = errorsOf(expected.errors);
    const found = difference(data, plain, judge) ?? difference(nullsOf(errors, data), nullsOf(wrong, plain), () => false, ['errors']);
    return {
      way: ways.pop() ?? 'plain',
      difference: found,
      errors,
      messages: (planned.errors ?? []).map(({ stack, message }) => stack ?? message),
      data,
    };
  };
  return { schema, rows, pool, run, casesOf, isValid: (document) => validate(schema, document).length === 0 };
}

const arrivalOf = ({ subject }: Asking, language: Language): Arrival => ({
  identity: subject === null ? null : { issuer, subject, expiresAt: new Date(frozen.getTime() + 3_600_000) },
  language,
  requestId: 'differential',
  address: '127.0.0.1',
  transport: 'http',
});
