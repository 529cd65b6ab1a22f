import { detailsTableName, fieldsOf, pascalCase, snakeCase, type Jurisdiction, type MoveSpec, type PolicyKey } from '@maplebridge/contract';

/** A name that somebody needs for themselves. Two claims on one key are a mistake unless they say the same thing. */
interface Claim {
  /** What the name is in the sentence, e.g. `the schema "noise"`. */
  readonly what: string;
  readonly owner: string;
  /** Present where several may share the name as long as they mean the same. */
  readonly meaning?: string;
}

/** Names that two plugins, or two parts of one, claim at once; and policies that clocks run by and nobody declares. */
export function claimMistakes(all: readonly Jurisdiction[]): readonly string[] {
  const first = new Map<string, Claim>();
  const mistakes: string[] = [];
  for (const claim of all.flatMap(claimsOf)) {
    const other = first.get(claim.what);
    if (!other) first.set(claim.what, claim);
    else if (claim.meaning === undefined || claim.meaning !== other.meaning) mistakes.push(sayBoth(claim, other));
  }
  return [...new Set([...mistakes, ...all.flatMap(undeclaredPolicies)])];
}

function sayBoth({ what, owner, meaning }: Claim, other: Claim): string {
  const both = owner === other.owner ? `${owner} twice` : `${other.owner} and ${owner}`;
  return `${what} is claimed by ${both}${meaning === undefined ? '' : ', with different meanings'}; rename one.`;
}

function claimsOf(one: Jurisdiction): readonly Claim[] {
  const owner = `"${one.name}"`;
  return [
    { what: `the jurisdiction name "${one.name}"`, owner },
    { what: `the schema and role "${snakeCase(one.name)}"`, owner: `jurisdiction ${owner}` },
    ...(one.consumers ?? []).map(({ name }) => ({ what: `the consumer "${name}"`, owner })),
    ...(one.relations ?? []).map(({ name }) => ({ what: `the relation "${name}"`, owner })),
    ...one.caseTypes.flatMap((type) => [
      { what: `the case type "${type.name}"`, owner },
      { what: `the GraphQL type "${pascalCase(type.name)}"`, owner: `${owner} (case type "${type.name}")` },
      { what: `the table "${detailsTableName(type)}"`, owner: `${owner} (case type "${type.name}")` },
    ]),
    ...policiesOf(one).map((key) => ({ what: `the policy "${key.name}"`, owner, meaning: JSON.stringify(key) })),
    ...choicesOf(one),
  ];
}

const policiesOf = (one: Jurisdiction): readonly PolicyKey[] => [
  ...(one.policies ?? []),
  ...one.caseTypes.flatMap(({ policies }) => policies),
];

/** A choice becomes one GraphQL enum for all: equal names must have equal options. */
function choicesOf(one: Jurisdiction): readonly Claim[] {
  return one.caseTypes.flatMap((type) => {
    const taken = Object.values(type.moves as Record<string, MoveSpec>).flatMap(({ takes }) => (takes ? fieldsOf(takes) : []));
    return [...type.fields, ...taken].flatMap(({ name, type: fieldType }) =>
      fieldType.kind === 'choice'
        ? [
            {
              what: `the choice "${fieldType.name}"`,
              owner: `"${one.name}" (case type "${type.name}", field "${name}")`,
              meaning: JSON.stringify(Object.entries(fieldType.options).sort()),
            },
          ]
        : [],
    );
  });
}

/** A policy that is not declared can be neither set nor explained. */
function undeclaredPolicies(one: Jurisdiction): readonly string[] {
  const declared = new Set(policiesOf(one).map(({ name }) => name));
  return one.caseTypes.flatMap((type) => {
    const states = Object.values(type.states as Record<string, { readonly due?: { readonly length: object } }>);
    const lengths = [
      ...Object.values(type.clocks).flatMap(({ length, extendBy }) => [length, extendBy?.by]),
      ...states.map(({ due }) => due?.length),
    ];
    const used = lengths.flatMap((length) => (length !== undefined && 'policy' in length ? [(length.policy as PolicyKey).name] : []));
    return used
      .filter((name) => !declared.has(name))
      .map(
        (name) =>
          `"${one.name}": case type "${type.name}": a clock runs by the policy "${name}", which no "policies" of the plugin or its capabilities declare.`,
      );
  });
}
