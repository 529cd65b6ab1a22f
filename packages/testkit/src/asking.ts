import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

/** What arguments are to mean, by their names: `id`, `number`, `unit`, `place` and whatever else is asked for. */
export type Meant = Readonly<Record<string, string>>;

export type OperationKind = 'query' | 'mutation' | 'subscription';

export interface Asking {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A document that asks one root field with everything that it requires, well formed and about what was meant. */
export function asking(
  kind: OperationKind,
  field: GraphQLField<unknown, unknown>,
  { meant, selection = '{ __typename }' }: { readonly meant: Meant; readonly selection?: string },
): Asking {
  const given = field.args.filter(
    ({ type, name }) => isNonNullType(type) || (name === 'id' && kind !== 'subscription') || name === 'first',
  );
  const nameOf = (name: string): string => (field.name === 'unit' ? 'unit' : name);
  const variables = Object.fromEntries(given.map(({ name, type }) => [name, valueOf(nameOf(name), type, meant)]));
  const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const body = isLeafType(getNamedType(field.type)) ? '' : selection;
  return { document: `${kind} ${declared && `(${declared})`} { answer: ${field.name}${passed && `(${passed})`} ${body} }`, variables };
}

function valueOf(name: string, type: GraphQLInputType, meant: Meant): unknown {
  if (isNonNullType(type)) return valueOf(name, type.ofType, meant);
  if (isListType(type)) return [valueOf(name, type.ofType, meant)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return leafOf(name, String(type), meant);
  const fields = Object.values(type.getFields());
  // A patch has no field that it requires, and has to have one.
  const isPatch = type.name.endsWith('Patch');
  const needed = isPatch
    ? fields.filter((field) => String(field.type) !== 'ID').slice(0, 1)
    : fields.filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, valueOf(field.name, field.type, meant)]));
}

const leaves: Readonly<Record<string, (name: string) => unknown>> = {
  IdempotencyKey: () => randomUUID(),
  Int: (name) => (name === 'first' ? 3 : 1),
  Float: () => 50,
  Boolean: () => true,
  DateTime: (name) => (name === 'until' ? '2026-12-01T00:00:00Z' : '2026-01-01T00:00:00Z'),
  Date: (name) => (name === 'until' ? '2026-12-01' : '2026-03-01'),
};

function leafOf(name: string, type: string, meant: Meant): unknown {
  const make = leaves[type];
  if (make) return make(name);
  return meant[name] ?? (type === 'ID' ? (meant['id'] ?? '') : '某事 something');
}
