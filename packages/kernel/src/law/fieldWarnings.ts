import { camelCase, isPersonal, pascalCase, type FieldSpec, type Jurisdiction } from '@maplebridge/contract';

interface Leaf {
  readonly field: string;
  readonly type: string;
  readonly graph: string;
}

/**
 * Details with one name and two types in two case types: a query that selects both under one name does not validate. No reason not to
 * start, but a frontend developer should read the alias before the error.
 */
export function fieldWarnings(all: readonly Jurisdiction[]): readonly string[] {
  const leaves = all.flatMap(({ caseTypes }) =>
    caseTypes.flatMap((type) => type.fields.map((field) => ({ field: field.name, type: type.name, graph: graphTypeOf(field) }))),
  );
  return leaves.flatMap((leaf, index) => {
    const other = leaves.slice(0, index).find((one) => one.field === leaf.field && one.graph !== leaf.graph);
    return other ? [sayBoth(leaf, other)] : [];
  });
}

const sayBoth = (leaf: Leaf, other: Leaf): string =>
  `Field "${leaf.field}" is ${other.graph} in "${other.type}" and ${leaf.graph} in "${leaf.type}": a query over both writes "${aliasOf(leaf)}: ${leaf.field}".`;

const aliasOf = ({ type, field }: Leaf): string => `${camelCase(type)}${pascalCase(field)}`;

/** Named as a reader of the schema would: personal values share one type, whatever they hold. */
function graphTypeOf({ type, class: fieldClass }: FieldSpec): string {
  if (isPersonal(fieldClass)) return 'a personal value';
  return type.kind === 'choice' ? `the choice ${type.name}` : `of type ${type.kind}`;
}
