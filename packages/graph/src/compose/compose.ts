import { pascalCase, type CaseRecord, type Jurisdiction, type RequestContext } from '@maplebridge/contract';
import { isInterfaceType, lexicographicSortSchema, printSchema, validateSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type AuthCheckerFn } from 'type-graphql';
import { accessMistakes, type AddedName } from '../access/accessOf';
import { markAlike } from '../alike';
import { liveEventTypename, type streamed } from '../objects/liveEvent';
import { Planned, usePlans } from '../plan/planned';
import { useReaders } from '../shown';
import { namesOf } from '../case-type/names';
import { caseTypeMistakes } from './caseTypeMistakes';
import { leafConflicts } from './conflicts';
import { core } from './core';
import { descriptionMistakes } from './descriptions';
import { addedFieldsOf, typeNameOf } from './declarations';
import { structuralMistakes } from './fences';
import { CompositionMistakes } from './mistakes';
import { inOrderOfName, ownerOf, type Owner } from './owner';
import { residentsPart } from './residentsPart';

export interface CompositionOptions {
  /** Development also runs the schema against a full introspection before it is used (about 200 ms). */
  readonly isDevelopment: boolean;
  /** Only what residents ask is in the schema; everything is checked all the same. */
  readonly forResidents?: boolean;
}

export interface Composition {
  readonly schema: GraphQLSchema;
  /** Fields that an inbox over several types has to alias. */
  readonly warnings: readonly string[];
}

/**
 * One schema out of the core and these jurisdictions; the order they come in makes no difference. Throws `CompositionMistakes`
 * with everything that is wrong. May be called again at any time, with others: schemas made before keep working.
 */
export function composeSchema(jurisdictions: readonly Jurisdiction[], options: CompositionOptions): Composition {
  const plugins = inOrderOfName(jurisdictions).map(ownerOf);
  const mistakes = [...structuralMistakes(plugins), ...plugins.flatMap(({ caseTypes }) => caseTypes.flatMap(caseTypeMistakes))];
  if (mistakes.length > 0) throw new CompositionMistakes([...mistakes, ...descriptionsApart(plugins)]);
  const schema = build(plugins, { ...options, forResidents: false });
  const unsound = [
    ...validateSchema(schema).map(({ message }) => message),
    ...descriptionMistakes(schema),
    ...accessMistakes(schema, addedNames(plugins)),
  ];
  if (unsound.length > 0) throw new CompositionMistakes(unsound);
  if (!options.forResidents) return { schema, warnings: leafConflicts(schema) };
  const part = build(plugins, options);
  const torn = validateSchema(part).map(({ message }) => `In the schema for residents: ${message}`);
  if (torn.length > 0) throw new CompositionMistakes(torn);
  return { schema: part, warnings: leafConflicts(part) };
}

const addedNames = (plugins: readonly Owner[]): readonly AddedName[] =>
  plugins.flatMap(addedFieldsOf).map(({ target, name }) => ({ type: typeNameOf(target) ?? '', field: name }));

/** The schema as the checked-in `schema.graphql` holds it: sorted, described, ending with a line break. */
export const printedSchema = (schema: GraphQLSchema): string => `${printSchema(schema)}\n`;

/** Jurisdictions that do not fit together are read one by one, so that their missing descriptions stand in the same message. */
const descriptionsApart = (plugins: readonly Owner[]): readonly string[] => [
  ...new Set(
    plugins
      .filter((plugin) => structuralMistakes([plugin]).length + plugin.caseTypes.flatMap(caseTypeMistakes).length === 0)
      .flatMap((plugin) => descriptionMistakes(build([plugin], { isDevelopment: false }))),
  ),
];

type BuildOptions = Parameters<typeof buildSchemaSync>[0];

function build(plugins: readonly Owner[], { isDevelopment, forResidents }: CompositionOptions): GraphQLSchema {
  forgetEarlierBuilds();
  const owners = [core, ...plugins];
  const built = buildSchemaSync({
    // the framework wants one resolver at least, and the core has three
    resolvers: owners.flatMap(({ resolvers }) => resolvers) as unknown as BuildOptions['resolvers'],
    orphanedTypes: owners.flatMap(({ types }) => types) as BuildOptions['orphanedTypes'], // object classes, all of them
    authChecker: isSignedIn,
    pubSub: ledgerOnly,
    validate: false,
    skipCheck: !isDevelopment,
  });
  const chosen = forResidents ? residentsPart(built) : built;
  const schema = useTypeResolvers(usePlans(useReaders(lexicographicSortSchema(chosen))), plugins);
  return markAlike(
    schema,
    plugins.flatMap(({ caseTypes }) => caseTypes.map((type) => namesOf(type).One)),
  );
}

/** A build pushes what plugins add into the shared definitions; without this a plugin once loaded would never leave. */
function forgetEarlierBuilds(): void {
  const { objectTypes, interfaceTypes, fields } = getMetadataStorage();
  for (const type of [...objectTypes, ...interfaceTypes]) Reflect.set(type, 'fields', undefined);
  for (const field of fields) Reflect.set(field, 'params', undefined);
}

/** The framework wraps type resolvers in promises, which a compiling executor cannot take. These are plain functions. */
function useTypeResolvers(schema: GraphQLSchema, plugins: readonly Owner[]): GraphQLSchema {
  const loaded = new Map(plugins.flatMap(({ caseTypes }) => caseTypes.map(({ name }) => [name, pascalCase(name)] as const)));
  const caseTypename = ({ type, isDormant }: CaseRecord): string => (isDormant ? undefined : loaded.get(type)) ?? 'DormantCase';
  const resolvers = {
    Case: caseTypename,
    Node: (found: CaseRecord & { readonly __typename?: string }) => found.__typename ?? caseTypename(found),
    LiveEvent: (event: ReturnType<typeof streamed>) => liveEventTypename(event),
  };
  for (const [name, resolveType] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    const byRecord = resolveType as (value: unknown) => string; // values of that interface only
    // Of what a statement answered whole, nothing is looked at any more: any type will do.
    const byRow = (value: unknown): string => (value instanceof Planned ? (value.typename ?? 'DormantCase') : byRecord(value));
    if (isInterfaceType(type)) type.resolveType = byRow;
  }
  return schema;
}

/** `@Authorized()` means signed in; what somebody may do is decided at the desk. */
const isSignedIn: AuthCheckerFn<RequestContext> = ({ context }) => context.viewer !== null;

const ledgerOnly = {
  publish(): never {
    throw new Error('Nothing is published here: what happens is an entry in the ledger.');
  },
  subscribe(): never {
    throw new Error('Nothing is subscribed by topic: build `subscribe` with `watching`.');
  },
};
