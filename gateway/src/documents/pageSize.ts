import { Kind, type FieldNode, type GraphQLField, type OperationDefinitionNode, type ValueNode } from 'graphql';
import { limits } from '../limits/limits';

export type Variables = Readonly<Record<string, unknown>>;

/** How many rows a field may bring: a number, or what variables say. */
export type Rows = number | PageSize;

interface PageSize {
  /** The sizes that are written in the document. */
  readonly written: readonly number[];
  readonly variables: readonly { readonly name: string; readonly fallback: number | undefined }[];
}

/** The rows of one page of a field that takes `first` or `last`. */
export function pageSize(field: FieldNode, definition: GraphQLField<unknown, unknown>, operation: OperationDefinitionNode): Rows {
  const written: number[] = [];
  const variables: PageSize['variables'][number][] = [];
  for (const name of ['first', 'last']) {
    const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
    const fallback: unknown = definition.args.find((argument) => argument.name === name)?.defaultValue;
    if (given?.kind === Kind.VARIABLE) variables.push(variableOf(given.name.value, operation));
    else if (given?.kind === Kind.INT) written.push(Number(given.value));
    else if (given === undefined && typeof fallback === 'number') written.push(fallback);
  }
  return variables.length === 0 ? clamped(written) : { written, variables };
}

export function rowsIn(rows: Rows, variables: Variables): number {
  if (typeof rows === 'number') return rows;
  const sizes = [...rows.written];
  for (const { name, fallback } of rows.variables) {
    // Only what was sent: every object has a `constructor`, and a variable of that name may have a default.
    const size = Object.hasOwn(variables, name) ? variables[name] : fallback;
    if (typeof size === 'number') sizes.push(size);
  }
  return clamped(sizes);
}

/** Resolvers refuse what is beyond the largest page, so no more is counted. */
const clamped = (sizes: readonly number[]): number =>
  sizes.length === 0 ? limits.assumedPage : Math.min(limits.page, Math.max(1, ...sizes));

function variableOf(name: string, operation: OperationDefinitionNode): PageSize['variables'][number] {
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return { name, fallback: numberOf(definition?.defaultValue) };
}

const numberOf = (node: ValueNode | undefined): number | undefined => (node?.kind === Kind.INT ? Number(node.value) : undefined);
