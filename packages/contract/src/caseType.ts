import type { AnyCapability, AssignmentsOf, ClocksOf, MovesOf, NeedsOf, PostsOf, RoleSpec, Sees, StatesOf } from './capability';
import { fieldsOf, type Constructor, type FieldSpec } from './fields';
import type { StatisticSpec, WarningRule } from './judgement';
import type { Label } from './language';
import type { Actors, ClockSpec, Effect, MoveSpec, Requirement, StateSpec } from './lifecycle';
import type { PolicyKey } from './policy';
import type { Processing } from './processing';

/** A case type as everybody but its author reads it: what it uses is merged in. Frozen. */
export interface CaseType<Details extends object = object, State extends string = string, Move extends string = string> {
  /** Kebab-case and unique over all plugins, e.g. `medical-dispute`. */
  readonly name: string;
  /** Raised with every change of states or moves; open cases keep the one they were opened under. */
  readonly version: number;
  readonly label: Label;
  readonly description: string;
  /** On which basis personal values are processed; what says nothing is warned of at start. */
  readonly processing?: Processing;
  readonly details: Constructor<Details>;
  readonly fields: readonly FieldSpec[];
  readonly capabilities: readonly string[];
  readonly initial: State;
  readonly states: { readonly [Name in State]: StateSpec };
  readonly moves: { readonly [Name in Move]: MoveSpec };
  readonly posts: { readonly [name: string]: RoleSpec };
  readonly assignments: { readonly [name: string]: RoleSpec };
  readonly requirements: { readonly [name: string]: Requirement<Details> };
  readonly clocks: { readonly [name: string]: ClockSpec };
  readonly sees: Sees;
  /** Posts that may open a case for somebody else; `resident`: anybody signed in opens one as its applicant. */
  readonly openedBy: readonly string[];
  readonly exclusiveRoutes: readonly (readonly string[])[];
  readonly warnings: readonly WarningRule<Details, State>[];
  readonly statistics: { readonly [code: string]: StatisticSpec };
  readonly policies: readonly PolicyKey[];
  /** Names that two parts of the type claim at once; the start refuses them all in one message. */
  readonly collisions: readonly string[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- lists of case types have to accept every instantiation
export type AnyCaseType = CaseType<any, any, any>;
export type StateOf<Type> = Type extends { readonly states: infer States } ? keyof States & string : never;
export type MoveOf<Type> = Type extends { readonly moves: infer Moves } ? keyof Moves & string : never;
export type DetailsOf<Type> = Type extends { readonly details: Constructor<infer Details> } ? Details : never;

type NameIn<Table> = keyof Table & string;

/** What an author writes. Every name is checked against the names that the type and its capabilities declare. */
export interface CaseTypeDeclaration<
  Details extends object,
  Uses extends readonly AnyCapability[],
  State extends string,
  Move extends string,
  Post extends string,
  Assignment extends string,
  Need extends string,
  Clock extends string,
> {
  readonly name: string;
  readonly version?: number;
  readonly label: Label;
  readonly description: string;
  readonly processing?: Processing;
  readonly details: Constructor<Details>;
  readonly uses?: Uses;
  readonly posts?: { readonly [Name in Post]: RoleSpec };
  readonly assignments?: { readonly [Name in Assignment]: RoleSpec };
  readonly requirements?: { readonly [Name in Need]: Requirement<NoInfer<Details>> };
  readonly initial: NoInfer<State | StatesOf<Uses>>;
  readonly states: { readonly [Name in State]: StateSpec };
  readonly moves: {
    readonly [Name in Move]: MoveSpec<
      NoInfer<State | StatesOf<Uses>>,
      Actors<NoInfer<Post | PostsOf<Uses>>, NoInfer<Assignment | AssignmentsOf<Uses>>>,
      NoInfer<Need | NeedsOf<Uses> | NameIn<Details>>,
      Effect<NoInfer<Assignment | AssignmentsOf<Uses>>, NameIn<NoInfer<Details>>, NoInfer<Clock | ClocksOf<Uses>>>
    >;
  };
  readonly clocks?: {
    readonly [Name in Clock]: ClockSpec<
      NoInfer<State | StatesOf<Uses>>,
      NoInfer<Move | MovesOf<Uses>>,
      Actors<NoInfer<Post | PostsOf<Uses>>, NoInfer<Assignment | AssignmentsOf<Uses>>>
    >;
  };
  readonly sees: Sees<NoInfer<Post | PostsOf<Uses>>, NoInfer<Assignment | AssignmentsOf<Uses>>>;
  readonly openedBy: readonly NoInfer<Post | PostsOf<Uses> | 'resident'>[];
  readonly exclusiveRoutes?: readonly (readonly string[])[];
  readonly warnings?: readonly WarningRule<NoInfer<Details>, NoInfer<State | StatesOf<Uses>>>[];
  readonly statistics?: {
    readonly [code: string]: StatisticSpec<
      NoInfer<State | StatesOf<Uses>>,
      NoInfer<Move | MovesOf<Uses>>,
      NameIn<NoInfer<Details>>,
      NoInfer<Clock | ClocksOf<Uses>>
    >;
  };
  readonly policies?: readonly PolicyKey[];
}

/** Declares a case type and merges in what it uses. Everything a jurisdiction knows about its cases is said here. */
export function defineCaseType<
  Details extends object,
  const State extends string,
  const Move extends string,
  const Uses extends readonly AnyCapability[] = readonly [],
  const Post extends string = never,
  const Assignment extends string = never,
  const Need extends string = never,
  const Clock extends string = never,
>(
  declared: CaseTypeDeclaration<Details, Uses, State, Move, Post, Assignment, Need, Clock>,
): CaseType<Details, State | StatesOf<Uses>, Move | MovesOf<Uses>> {
  const uses: readonly AnyCapability[] = declared.uses ?? [];
  const collisions: string[] = [];
  const merged = <Part>(part: 'states' | 'moves' | 'posts' | 'assignments' | 'requirements' | 'clocks'): Part =>
    mergeNames(part, [...uses.map((one) => [one.name, one[part]] as const), [declared.name, declared[part] ?? {}]], collisions) as Part;

  // The parts were checked name by name above; merged they have exactly the union of those names.
  return Object.freeze({
    ...declared,
    version: declared.version ?? 1,
    fields: fieldsOf(declared.details),
    capabilities: uses.map((one) => one.name),
    states: merged<CaseType<Details, State | StatesOf<Uses>>['states']>('states'),
    moves: merged<CaseType<Details, string, Move | MovesOf<Uses>>['moves']>('moves'),
    posts: merged<CaseType['posts']>('posts'),
    assignments: merged<CaseType['assignments']>('assignments'),
    requirements: merged<CaseType<Details>['requirements']>('requirements'),
    clocks: merged<CaseType['clocks']>('clocks'),
    sees: mergeSight([...uses.map((one) => one.sees), declared.sees]),
    exclusiveRoutes: declared.exclusiveRoutes ?? [],
    warnings: declared.warnings ?? [],
    statistics: declared.statistics ?? {},
    policies: [...uses.flatMap((one) => one.policies), ...(declared.policies ?? [])],
    collisions,
  });
}

function mergeNames(part: string, owners: readonly (readonly [string, object])[], collisions: string[]): object {
  const owned = new Map<string, string>();
  for (const [owner, names] of owners)
    for (const name of Object.keys(names)) {
      const other = owned.get(name);
      if (other !== undefined) collisions.push(`${part}.${name}: declared by "${other}" and by "${owner}"`);
      owned.set(name, owner);
    }
  return Object.freeze(Object.assign({}, ...owners.map(([, names]) => names)) as object);
}

const mergeSight = (all: readonly Sees[]): Sees => ({
  side: Object.assign({}, ...all.map((one) => one.side)) as Sees['side'],
  post: Object.assign({}, ...all.map((one) => one.post)) as Sees['post'],
  assignment: Object.assign({}, ...all.map((one) => one.assignment)) as Sees['assignment'],
});
