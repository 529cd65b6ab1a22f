import {
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { limitRules, limits, refuseOverCost } from '@maplebridge/gateway';
import { asking, type Asking, type Meant } from '../asking';

export interface NamedAsking extends Asking {
  readonly name: string;
}

/** Every query with everything that can be selected under it, and every stream with all that its events tell. */
export function wholeApi(
  schema: GraphQLSchema,
  meant: Meant,
): { readonly queries: readonly NamedAsking[]; readonly streams: readonly NamedAsking[] } {
  const fields = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {});
  const ask = (kind: 'query' | 'subscription', scope: Scope) => (field: GraphQLField<unknown, unknown>) => ({
    name: `${kind} ${field.name}`,
    ...deepest(schema, (levels) => asking(kind, field, { meant, selection: selectionOf(scope, getNamedType(field.type), levels) })),
  });
  return {
    queries: fields(schema.getQueryType()).map(ask('query', { schema, skipped: [] })),
    streams: fields(schema.getSubscriptionType()).map(ask('subscription', { schema, skipped: ['case'] })),
  };
}

/** An event brings its case as it stands when it is told, and how soon that is is chance: queries ask about cases. */
interface Scope {
  readonly schema: GraphQLSchema;
  readonly skipped: readonly string[];
}

/** As deep as the gateway lets one operation go, four levels at most. */
function deepest(schema: GraphQLSchema, ask: (levels: number) => Asking): Asking {
  const all = [4, 3, 2, 1].map(ask);
  return all.find((one) => isWithin(schema, one)) ?? ask(0);
}

const rules = limitRules({ introspection: false });

function isWithin(schema: GraphQLSchema, { document: text, variables }: Asking): boolean {
  try {
    const document = parse(text, { maxTokens: limits.tokens });
    const operation = getOperationAST(document);
    if (!operation || validate(schema, document, rules).length > 0) return false;
    refuseOverCost({ schema, document, operation, variables });
    return true;
  } catch {
    return false; // too many tokens, or too many values
  }
}

/** All fields that need no argument, so deep; pages of three rows. An interface brings what its types add under names of their own. */
function selectionOf(scope: Scope, type: unknown, levels: number): string {
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  if (levels === 0) return '{ __typename }';
  const own = Object.values(type.getFields()).map((field) => fieldOf(scope, field, levels));
  const added = isInterfaceType(type) ? addedBy(scope, type, levels) : [];
  return `{ __typename ${[...own, ...added].join(' ')} }`;
}

function fieldOf(scope: Scope, field: GraphQLField<unknown, unknown>, levels: number): string {
  if (scope.skipped.includes(field.name)) return '';
  if (field.args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)) return '';
  const type = getNamedType(field.type);
  const paged = field.args.some(({ name }) => name === 'first') ? '(first: 3)' : '';
  if (isLeafType(type)) return `${field.name}${paged}`;
  if (levels <= 1) return '';
  const selection = selectionOf(scope, type, levels - 1);
  return selection === '{ __typename  }' ? '' : `${field.name}${paged} ${selection}`;
}

function addedBy(scope: Scope, type: GraphQLInterfaceType, levels: number): readonly string[] {
  const types = scope.schema.getPossibleTypes(type);
  const isApart = apart(types);
  return types.flatMap((one) => {
    const added = Object.values(one.getFields()).filter(({ name }) => !(name in type.getFields()));
    const selected = added.flatMap((field) => {
      const text = fieldOf(scope, field, Math.min(levels, 2));
      return text === '' ? [] : [isApart(field.name) ? `${one.name}_${field.name}: ${text}` : text];
    });
    return selected.length ? [`... on ${one.name} { ${selected.join(' ')} }`] : [];
  });
}

/** Fields of one name and several types cannot be asked for side by side without names of their own. */
function apart(types: readonly GraphQLObjectType[]): (name: string) => boolean {
  const known = new Map<string, Set<string>>();
  for (const { name, type } of types.flatMap((one) => Object.values(one.getFields())))
    known.set(name, (known.get(name) ?? new Set()).add(String(type)));
  return (name) => (known.get(name)?.size ?? 0) > 1;
}
