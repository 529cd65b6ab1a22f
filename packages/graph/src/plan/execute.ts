import type { RequestContext } from '@maplebridge/contract';
import {
  execute,
  getArgumentValues,
  getVariableValues,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql';
import type { CompiledEntry, OperationPlan } from './compileOperation';
import { Planned, runningKey, type PlannedRows } from './planned';
import { textOf, type Running } from './running';
import { merged, takeRecords } from './tree';
import { openVariants, type OperationOfSchema, type Variants } from './variants';

/** One valid operation, ready to run. */
export interface OperationToRun extends OperationOfSchema {
  /** As they came; they are coerced here. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly rootValue?: unknown;
}

/** `text`: the JSON text of `data`, as the database wrote it wherever a statement answered. */
export type PlannedResult = { readonly text: string; readonly errors?: readonly GraphQLError[] } | ExecutionResult;

/** How an operation was answered: by statements alone, by statements and resolvers, or by resolvers alone. */
export type Way = 'whole' | 'partly' | 'plain';

export interface Planner {
  run(asked: OperationToRun): Promise<PlannedResult>;
}

/** Runs operations by their plans, which are kept as long as the parsed operation is. `onWay` is told how each was answered. */
export function openPlanner(onWay: (way: Way, asked: OperationToRun) => void = () => undefined): Planner {
  const known = new WeakMap<OperationDefinitionNode, Variants>();
  const variantsOf = (asked: OperationToRun): Variants => {
    const variants = known.get(asked.operation) ?? openVariants(asked);
    known.set(asked.operation, variants);
    return variants;
  };
  return {
    run: async (asked) => {
      const variables = coerced(asked);
      const plan = variables ? variantsOf(asked).plan(variables, asked.context) : null;
      const whole = variables && plan?.whole ? await runWhole(plan, { ...asked, variables }) : null;
      if (whole !== null) {
        onWay('whole', asked);
        return { text: whole };
      }
      const partly = plan ? await runPartly(plan, asked) : null;
      onWay(partly === null ? 'plain' : 'partly', asked);
      return partly ?? runPlain(asked);
    },
  };
}

const none: Readonly<Record<string, unknown>> = {};

/** Undefined when they do not fit: graphql-js says then what is wrong with them. */
function coerced({ schema, operation, variables }: OperationToRun): Readonly<Record<string, unknown>> | undefined {
  const definitions = operation.variableDefinitions ?? [];
  return definitions.length === 0 ? none : getVariableValues(schema, definitions, variables).coerced;
}

const runPlain = async ({ schema, document, operation, variables, context, rootValue }: OperationToRun): Promise<ExecutionResult> =>
  execute({ schema, document, operationName: operation.name?.value, variableValues: variables, contextValue: context, rootValue });

/** Null when a field cannot be answered so: what is wrong, or what it is, is found out by resolving it. */
async function runWhole({ whole, sizes }: OperationPlan, asked: OperationToRun): Promise<string | null> {
  const begun = (whole ?? []).map(({ key, asked: entry }) => ({
    key,
    text: typeof entry === 'string' ? Promise.resolve(entry) : rootText(entry, { sizes, asked }),
  }));
  const texts = await Promise.all(begun.map(({ text }) => text)).catch(() => null);
  if (texts === null || texts.includes(undefined)) return null;
  return `{${begun.map(({ key }, nth) => `${JSON.stringify(key)}:${texts[nth] ?? 'null'}`).join(',')}}`;
}

interface Asking {
  readonly sizes: OperationPlan['sizes'];
  readonly asked: OperationToRun;
}

async function rootText(entry: CompiledEntry, { sizes, asked: { context, variables } }: Asking): Promise<string | null | undefined> {
  const start = entry.entry.startAt(undefined, getArgumentValues(entry.field, entry.node, variables), context);
  return start ? textOf(entry, start, { sizes, context }) : start;
}

/** Something answered by a statement that stands somewhere in the result. */
interface Answered {
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** Where something is left to be resolved: the parsed text. */
  readonly tree?: unknown;
}

const noRows: PlannedRows = { holes: new WeakSet(), records: new Map(), typenames: new Map() };

/** Null when a field names something that no plan answers. */
async function runPartly(plan: OperationPlan, asked: OperationToRun): Promise<PlannedResult | null> {
  const { context } = asked;
  const answers: Answered[] = [];
  let isUnplanned = false;
  const begin: Running['begin'] = (root, args, info) => {
    const entry = plan.entries.get(info.fieldNodes[0] as never);
    const start = entry?.entry.startAt(root, args, context);
    if (!entry) return undefined;
    isUnplanned ||= start === undefined;
    return start ? answer(entry, textOf(entry, start, { sizes: plan.sizes, context }), info.path) : null;
  };
  const answer = async (entry: CompiledEntry, asking: Promise<string | null>, at: Path): Promise<Planned | null> => {
    const text = await asking;
    if (text === null) return null;
    const tree = entry.hasLeft ? (JSON.parse(text) as Planned['value']) : undefined; // an object: cases and pages are
    answers.push({ path: keysOf(at), text, ...(tree ? { tree } : {}) });
    return new Planned(tree ?? {}, tree ? takeRecords(tree, plan.holes, context) : noRows);
  };
  const running = Object.create(context, { [runningKey]: { value: { begin } satisfies Running } }) as RequestContext;
  const result = await runPlain({ ...asked, document: plan.left, context: running });
  if (isUnplanned && asked.operation.operation === OperationTypeNode.QUERY) return null;
  return result.data ? withAnswers(result, answers) : result;
}

interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
}

const keysOf = ({ prev, key }: Path): readonly (string | number)[] => [...(prev ? keysOf(prev) : []), key];

/** A control character, which no JSON text contains unescaped, marks where a text goes in unparsed. */
const marked = (nth: number): string => `\u0000${nth}`;
const mark = /"\\u0000(\d+)"/g;

function withAnswers({ data, errors }: ExecutionResult, answers: readonly Answered[]): PlannedResult {
  const root: Record<string, unknown> = { data };
  for (const [nth, { path, tree }] of answers.entries()) {
    const parent = parentOf(root, ['data', ...path]);
    const key = path.at(-1) ?? '';
    const left = parent?.[key];
    if (!parent || left === null || left === undefined) continue; // an error below has made it null
    parent[key] = tree === undefined ? marked(nth) : merged(tree, left);
  }
  const text = JSON.stringify(root.data).replace(mark, (_mark, nth: string) => answers[Number(nth)]?.text ?? 'null');
  return errors ? { text, errors } : { text };
}

function parentOf(root: object, path: readonly (string | number)[]): Record<string | number, unknown> | null {
  let at: unknown = root;
  for (const key of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : null;
  return typeof at === 'object' ? (at as Record<string | number, unknown> | null) : null;
}
