import { getMetadataStorage } from 'type-graphql';
import type { Owner } from './owner';

type Storage = ReturnType<typeof getMetadataStorage>;
type Handler = Storage['queries'][number];
type FieldResolver = Storage['fieldResolvers'][number];

export interface RootField {
  readonly kind: 'Query' | 'Mutation' | 'Subscription';
  readonly name: string;
  readonly handler: Handler;
}

export interface AddedField {
  readonly target: object;
  readonly name: string;
  readonly resolver: FieldResolver;
}

const isOf = (owner: Owner, target: Handler['target']): boolean =>
  owner.resolvers.some((resolver) => resolver === target || Object.prototype.isPrototypeOf.call(target, resolver));

/** Root fields that an owner's resolver classes declare, inherited ones included. */
export function rootFieldsOf(owner: Owner): readonly RootField[] {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const kinds = [
    ['Query', queries],
    ['Mutation', mutations],
    ['Subscription', subscriptions],
  ] as const;
  return kinds.flatMap(([kind, handlers]) =>
    handlers.filter(({ target }) => isOf(owner, target)).map((handler) => ({ kind, name: handler.schemaName, handler })),
  );
}

/** Fields that an owner's resolver classes add to types declared elsewhere: `@Resolver(() => T)` with `@FieldResolver`. */
export function addedFieldsOf(owner: Owner): readonly AddedField[] {
  const { fieldResolvers, resolverClasses } = getMetadataStorage();
  return fieldResolvers
    .filter(({ kind, target }) => kind === 'external' && isOf(owner, target))
    .flatMap((resolver) => {
      const on = resolverClasses.find(({ target }) => target === resolver.target)?.getObjectType();
      return on === undefined ? [] : [{ target: on, name: resolver.schemaName, resolver }];
    });
}

/** The GraphQL name of a class, enum or union; undefined for scalars and for what is no type. */
export function typeNameOf(type: object): string | undefined {
  const { objectTypes, interfaceTypes, inputTypes, enums, unions } = getMetadataStorage();
  const declared = [...objectTypes, ...interfaceTypes, ...inputTypes].find(({ target }) => target === type);
  if (declared) return declared.name;
  return enums.find(({ enumObj }) => enumObj === type)?.name ?? unions.find(({ symbol }) => (symbol as unknown) === type)?.name;
}

/** Every type that is in the schema because of this owner: from its root fields, listed types and added fields onwards. */
export function typesReachedBy(owner: Owner): ReadonlySet<object> {
  const reached = new Set<object>();
  const next: object[] = [...owner.types];
  for (const { handler } of rootFieldsOf(owner)) next.push(handler.getReturnType() as object, ...argumentsOf(handler));
  for (const { resolver } of addedFieldsOf(owner))
    next.push(...(resolver.getType ? [resolver.getType() as object] : []), ...argumentsOf(resolver));
  for (let type = next.pop(); type !== undefined; type = next.pop()) {
    if (reached.has(type)) continue;
    reached.add(type);
    next.push(...mentionedBy(type));
  }
  return reached;
}

function argumentsOf({ target, methodName }: Pick<Handler, 'target' | 'methodName'>): readonly object[] {
  return getMetadataStorage()
    .params.filter((param) => param.target === target && param.methodName === methodName)
    .flatMap((param) => ('getType' in param && param.getType && param.kind !== 'root' ? [param.getType() as object] : []));
}

function mentionedBy(type: object): readonly object[] {
  const { fields, objectTypes, interfaceTypes, unions } = getMetadataStorage();
  const own = fields.filter(({ target }) => target === type);
  const above = Object.getPrototypeOf(type) as object | null;
  return [
    ...own.flatMap((field) => [field.getType() as object, ...argumentsOf({ target: field.target, methodName: field.name })]),
    ...[...objectTypes, ...interfaceTypes]
      .filter(({ target }) => target === type)
      .flatMap(({ interfaceClasses }) => interfaceClasses ?? []),
    ...(unions.find(({ symbol }) => (symbol as unknown) === type)?.getClassTypes() ?? []),
    ...(typeof above === 'function' && above !== Function.prototype ? [above] : []),
  ];
}

/** Names of the fields that a class declares itself, not those that a plugin adds. */
export const fieldNamesOf = (type: object): readonly string[] =>
  getMetadataStorage()
    .fields.filter(({ target }) => target === type)
    .map(({ schemaName }) => schemaName);
