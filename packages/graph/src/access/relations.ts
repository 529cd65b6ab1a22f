import { sides, type Actors, type AnyCaseType, type MoveSpec } from '@maplebridge/contract';

/** How somebody may stand to a case of a type, and what follows from it by what the type declares. */
export interface RelationRow {
  /** Says to a reader and to a test who it is, e.g. `post officer, unit above`. */
  readonly relation: string;
  readonly sees: boolean;
  /** Works on it by a post or an assignment: internal details, opening of personal ones for a purpose, parties. */
  readonly works: boolean;
  /** Moves by code that are this relation's to make, where the state allows them. */
  readonly moves: readonly string[];
}

/** Where a post may stand to the accountable unit. */
const places = ['accountable unit', 'unit above', 'unit called in', 'foreign unit'] as const;

/** Every relation that the type knows, those that see nothing too. */
export function relationsOf(type: AnyCaseType): readonly RelationRow[] {
  return [
    ...sides.flatMap((side) => [`${side}’s side`, `agent of ${side}`].map((relation) => rowOf(type, relation, { side }))),
    ...Object.keys(type.assignments)
      .sort()
      .map((assignment) => rowOf(type, `assignment ${assignment}`, { assignment })),
    ...Object.keys(type.posts)
      .sort()
      .flatMap((post) => places.map((place) => rowOf(type, `post ${post}, ${place}`, reaches(type, post, place) ? { post } : {}))),
    rowOf(type, 'signed in, no relation', {}),
    rowOf(type, 'not signed in', {}),
  ];
}

type Right = { readonly [Kind in keyof Actors<string, string>]?: string };

function rowOf(type: AnyCaseType, relation: string, { side, post, assignment }: Right): RelationRow {
  const { sees } = type;
  const isSeen =
    (side !== undefined && named(sees.side, side)) ||
    (assignment !== undefined && named(sees.assignment, assignment)) ||
    (post !== undefined && named(sees.post, post));
  const moves = Object.entries(type.moves as Readonly<Record<string, MoveSpec>>).filter(
    ([, { by }]) => includes(by.side, side) || includes(by.post, post) || includes(by.assignment, assignment),
  );
  return {
    relation,
    sees: isSeen,
    works: isSeen && side === undefined,
    moves: isSeen ? moves.map(([code]) => code).sort() : [],
  };
}

/** A post counts at the accountable unit and above; one that sees what it is `assigned`, where its unit was called in. */
function reaches({ sees }: AnyCaseType, post: string, place: (typeof places)[number]): boolean {
  if (!named(sees.post, post)) return false;
  return (sees.post as Readonly<Record<string, string>>)[post] === 'assigned'
    ? place === 'unit called in'
    : place === 'accountable unit' || place === 'unit above';
}

const named = (table: object | undefined, name: string): boolean => table !== undefined && Object.hasOwn(table, name);
const includes = (names: readonly string[] | undefined, name: string | undefined): boolean =>
  name !== undefined && names?.includes(name) === true;
