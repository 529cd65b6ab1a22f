import { camelCase, pascalCase } from '@maplebridge/contract';
import { core, extensible } from './core';
import { addedFieldsOf, fieldNamesOf, rootFieldsOf, typeNameOf, typesReachedBy } from './declarations';
import type { Owner } from './owner';

/** What type-graphql would let pass in silence, or report one at a time: all of it, with both names. */
export const structuralMistakes = (plugins: readonly Owner[]): readonly string[] => [
  ...equalNames(
    'jurisdiction',
    plugins.map(({ name }) => ({ name, owner: name })),
  ),
  ...equalNames(
    'case type',
    plugins.flatMap(({ name: owner, caseTypes }) => caseTypes.map(({ name }) => ({ name, owner }))),
  ),
  ...equalRootFields(withoutEchoes(plugins)),
  ...equalTypeNames(withoutEchoes(plugins)),
  ...foreignFields(withoutEchoes(plugins)),
  ...plugins.flatMap(namelessRootFields),
];

/** One who declares a case type a second time collides in every name; the case type alone is named. */
function withoutEchoes(plugins: readonly Owner[]): readonly Owner[] {
  const declared = new Set<string>();
  return plugins.filter(({ caseTypes }) => {
    const isEcho = caseTypes.some(({ name }) => declared.has(name));
    for (const { name } of caseTypes) declared.add(name);
    return !isEcho;
  });
}

interface Claim {
  readonly name: string;
  readonly owner: string;
}

function equalNames(what: string, claims: readonly Claim[]): readonly string[] {
  const owners = new Map<string, string>();
  return claims.flatMap(({ name, owner }) => {
    const other = owners.get(name);
    owners.set(name, owner);
    return other === undefined ? [] : [`${what} "${name}": declared ${byBoth(other, owner)}; rename one of them.`];
  });
}

const byBoth = (one: string, other: string): string =>
  one === other ? `twice by ${quoted(one)}` : `by ${quoted(one)} and by ${quoted(other)}`;
const quoted = (name: string): string => (name === core.name ? name : `"${name}"`);

/** type-graphql lets the class imported last win, whatever the order of the plugins. */
const equalRootFields = (plugins: readonly Owner[]): readonly string[] =>
  equalNames(
    'root field',
    [core, ...plugins].flatMap((owner) => rootFieldsOf(owner).map(({ kind, name }) => ({ name: `${kind}.${name}`, owner: owner.name }))),
  );

function equalTypeNames(plugins: readonly Owner[]): readonly string[] {
  const declared = new Map<string, { readonly type: object; readonly owner: string }>();
  const mistakes: string[] = [];
  for (const owner of [core, ...plugins])
    for (const type of typesReachedBy(owner)) {
      const name = typeNameOf(type);
      const other = name === undefined ? undefined : declared.get(name);
      if (name !== undefined && other === undefined) declared.set(name, { type, owner: owner.name });
      if (other !== undefined && other.type !== type) {
        mistakes.push(
          `type "${String(name)}": declared ${byBoth(other.owner, owner.name)}; rename one of them, or declare it once and use it twice.`,
        );
      }
    }
  return mistakes;
}

/** A plugin adds fields to its own types, and to `Case`, `Unit` and `Place`: there for all types, and under a new name. */
function foreignFields(plugins: readonly Owner[]): readonly string[] {
  const ofCore = typesReachedBy(core);
  const own = plugins.map((owner) => [owner.name, new Set([...typesReachedBy(owner)].filter((type) => !ofCore.has(type)))] as const);
  const reached = new Map<string, ReadonlySet<object>>([[core.name, ofCore], ...own]);
  const added = plugins.flatMap((owner) =>
    addedFieldsOf(owner).map((field) => ({ ...field, owner: owner.name, on: typeNameOf(field.target) ?? 'a type' })),
  );
  const foreign = added.flatMap(({ target, name, owner, on }) => {
    if (extensible.includes(target) || reached.get(owner)?.has(target)) return [];
    const whose = [...reached].find(([, types]) => types.has(target))?.[0];
    return whose === undefined
      ? []
      : [`field "${on}.${name}": added by "${owner}" to a type of ${quoted(whose)}; fields may be added to Case, Unit and Place only.`];
  });
  return [...foreign, ...equalNames('field', [...coreFields(), ...added.map(({ name, owner, on }) => ({ name: `${on}.${name}`, owner }))])];
}

const coreFields = (): readonly Claim[] =>
  extensible.flatMap((type) => fieldNamesOf(type).map((name) => ({ name: `${typeNameOf(type) ?? ''}.${name}`, owner: core.name })));

/** A root field says by its name whose it is. */
function namelessRootFields(owner: Owner): readonly string[] {
  const names = [owner.name, ...owner.caseTypes.map(({ name }) => name)];
  const words = names.map((name) => camelCase(name).toLowerCase());
  return rootFieldsOf(owner)
    .filter(({ name }) => !words.some((word) => name.toLowerCase().includes(singular(word))))
    .map(
      ({ kind, name }) =>
        `root field "${kind}.${name}" of "${owner.name}" bears no name of a case type or of the jurisdiction; put one of ${names.map(pascalCase).join(', ')} into it.`,
    );
}

/** `medicaldisputes` is borne by `medicalDisputeWarnings` too; `inquiry` by `inquiries`. */
const singular = (word: string): string => word.replace(/(?:y|ies|es|s)$/, '');
