import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

interface Leaf {
  readonly path: string;
  readonly owner: string;
  readonly field: string;
  readonly type: string;
}

/**
 * Fields of two case types that cannot be selected together without an alias, because they have one name and two types.
 * Lawful, but whoever writes an inbox over all types should know: each line gives the alias.
 */
export function leafConflicts(schema: GraphQLSchema): readonly string[] {
  const known = new Map<string, Leaf>();
  const warnings: string[] = [];
  for (const leaf of caseObjectsOf(schema).flatMap(leavesOf)) {
    const other = known.get(leaf.path);
    if (other === undefined) known.set(leaf.path, leaf);
    else if (other.type !== leaf.type) warnings.push(warningOf(leaf, other));
  }
  return warnings;
}

const caseObjectsOf = (schema: GraphQLSchema): readonly GraphQLObjectType[] => {
  const shared = schema.getType('Case');
  return isInterfaceType(shared) ? [...schema.getPossibleTypes(shared)].sort((one, other) => (one.name < other.name ? -1 : 1)) : [];
};

/** Fields of the object, and one level below in its details: deeper ones hang off shared types. */
function leavesOf(owner: GraphQLObjectType): readonly Leaf[] {
  const details = owner.getFields()['details'];
  const detailsType = details ? getNamedType(details.type) : undefined;
  const below = isObjectType(detailsType) ? Object.values(detailsType.getFields()).map((field) => leafOf(owner, 'details.', field)) : [];
  const own = Object.values(owner.getFields())
    .filter(({ name }) => name !== 'details')
    .map((field) => leafOf(owner, '', field));
  return [...own, ...below];
}

/** Objects of different types under one name are selected apart without harm; leaves must agree, and with null and lists too. */
const leafOf = (owner: GraphQLObjectType, prefix: string, { name, type }: GraphQLField<unknown, unknown>): Leaf => ({
  path: prefix + name,
  owner: owner.name,
  field: name,
  type: isLeafType(getNamedType(type)) ? String(type) : String(type).replace(getNamedType(type).name, '{…}'),
});

function warningOf({ path, owner, field, type }: Leaf, other: Leaf): string {
  const alias = `${owner.charAt(0).toLowerCase()}${owner.slice(1)}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  return `"${path}" is ${other.type} in ${other.owner} and ${type} in ${owner}: in one query over both, select it there as \`${alias}: ${field}\`.`;
}
