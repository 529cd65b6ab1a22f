import type { Label } from './language';
import type { ClockSpec, MoveSpec, Requirement, StateSpec } from './lifecycle';
import type { PolicyKey } from './policy';

/** What a post lets its holder see: cases of its unit and all below, or only those its unit was called to. */
export type Sight = 'unit' | 'assigned';

export interface RoleSpec {
  readonly label: Label;
}

/** Who sees a case of the type. What is not named here is not seen: default deny. */
export interface Sees<Post extends string = string, Assignment extends string = string> {
  readonly side?: { readonly [Name in 'applicant' | 'respondent' | 'third']?: 'case' };
  readonly post?: { readonly [Name in Post]?: Sight };
  readonly assignment?: { readonly [Name in Assignment]?: 'case' };
}

/**
 * What several jurisdictions share. It joins a case type by `uses`; its states, moves, roles, requirements and clocks
 * become part of the type's unions, so that no plugin writes sign-for, consent or refusal again.
 */
export interface Capability<
  State extends string = string,
  Move extends string = string,
  Post extends string = string,
  Assignment extends string = string,
  Need extends string = string,
  Clock extends string = string,
> {
  readonly name: string;
  readonly label: Label;
  readonly states: { readonly [Name in State]: StateSpec };
  /** Its moves may leave or reach states that only the case type declares; the start checks that they are there. */
  readonly moves: { readonly [Name in Move]: MoveSpec };
  readonly posts: { readonly [Name in Post]: RoleSpec };
  readonly assignments: { readonly [Name in Assignment]: RoleSpec };
  readonly requirements: { readonly [Name in Need]: Requirement };
  readonly clocks: { readonly [Name in Clock]: ClockSpec };
  readonly policies: readonly PolicyKey[];
  readonly sees: Sees;
}

/** Any capability, whatever names it brings. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a tuple of capabilities has to accept every instantiation
export type AnyCapability = Capability<any, any, any, any, any, any>;

type Optional = 'moves' | 'posts' | 'assignments' | 'requirements' | 'clocks' | 'policies' | 'sees';

/** Declares a capability; what it does not bring may be left out. */
export function defineCapability<
  const State extends string = never,
  const Move extends string = never,
  const Post extends string = never,
  const Assignment extends string = never,
  const Need extends string = never,
  const Clock extends string = never,
>(
  capability: Omit<Capability<State, Move, Post, Assignment, Need, Clock>, Optional> &
    Partial<Pick<Capability<State, Move, Post, Assignment, Need, Clock>, Optional>>,
): Capability<State, Move, Post, Assignment, Need, Clock> {
  const nothing = {} as never; // an absent part has no names, so its mapped type is the empty object
  return Object.freeze({
    moves: nothing,
    posts: nothing,
    assignments: nothing,
    requirements: nothing,
    clocks: nothing,
    policies: [],
    sees: {},
    ...capability,
  });
}

type NamesIn<One, Part extends keyof AnyCapability> = One extends { readonly [K in Part]: infer Names } ? keyof Names & string : never;
export type StatesOf<Uses extends readonly AnyCapability[]> = NamesIn<Uses[number], 'states'>;
export type MovesOf<Uses extends readonly AnyCapability[]> = NamesIn<Uses[number], 'moves'>;
export type PostsOf<Uses extends readonly AnyCapability[]> = NamesIn<Uses[number], 'posts'>;
export type AssignmentsOf<Uses extends readonly AnyCapability[]> = NamesIn<Uses[number], 'assignments'>;
export type NeedsOf<Uses extends readonly AnyCapability[]> = NamesIn<Uses[number], 'requirements'>;
export type ClocksOf<Uses extends readonly AnyCapability[]> = NamesIn<Uses[number], 'clocks'>;
