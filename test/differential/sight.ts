import type { Sees } from '@maplebridge/contract';
import { allPlugins } from '../stories/city';
import type { CaseRow, Rows } from './rows';

/**
 * The rule of who sees what, written anew as a plain function over all rows: whoever changes the statements of the platform, or its own
 * judgement in the process, has this to agree with.
 */
export interface Standing {
  readonly isSeen: boolean;
  /** By a post or an assignment, and not as a party. */
  readonly works: boolean;
  /** Whose entries and notes may be read. */
  readonly audiences: ReadonlySet<string>;
}

const loaded = new Map<string, Sees>(allPlugins.flatMap(({ caseTypes }) => caseTypes).map((type) => [type.name, type.sees]));
const unseen: Standing = { isSeen: false, works: false, audiences: new Set() };

/** The standing of one person (null: nobody is signed in) in every case, at an instant as rows have it. */
export function standingsOf(rows: Rows, personId: string | null, now: string): ReadonlyMap<string, Standing> {
  if (personId === null) return new Map();
  return new Map(rows.cases.map((one) => [one.id, standingIn(rows, one, { personId, now })]));
}

interface Looking {
  readonly personId: string;
  readonly now: string;
}

function standingIn(rows: Rows, one: CaseRow, looking: Looking): Standing {
  const sees = loaded.get(one.type) ?? rows.types.find(({ name }) => name === one.type)?.sees ?? {};
  const rowsOfCase = rows.involved.filter(({ case_id, until }) => case_id === one.id && until === null);
  const own = rowsOfCase.filter(({ person_id }) => person_id === looking.personId);
  const sides = own.flatMap(({ side }) => side ?? []);
  const isExcluded = rows.exclusions.some((row) => row.case_id === one.id && row.person_id === looking.personId && row.until === null);
  const assignments = isExcluded ? [] : own.filter(({ side }) => side === null).map(({ relation }) => relation);
  const posts = isExcluded ? [] : rolesOver(rows, { one, sees, calledIn: rowsOfCase.map(({ unit_id }) => unit_id) }, looking);
  const bySide = sides.some((side) => named(sees.side, side));
  const isEmergency = rows.emergencies.some(
    (row) => row.case_id === one.id && row.person_id === looking.personId && looking.now < row.until && !isExcluded,
  );
  const byWork =
    isEmergency || posts.some((role) => named(sees.post, role)) || assignments.some((relation) => named(sees.assignment, relation));
  if (!bySide && !byWork) return unseen;
  const isRecused = sides.length > 0; // a party works on nothing, whatever posts they hold
  const works = byWork && !isRecused;
  const more = [...(works ? ['unit'] : []), ...(!isRecused && posts.includes('supervisor') ? ['supervisors'] : [])];
  return { isSeen: true, works, audiences: new Set(['case', ...sides.map((side) => `side:${side}`), ...more]) };
}

interface Over {
  readonly one: CaseRow;
  readonly sees: Sees;
  readonly calledIn: readonly (string | null)[];
}

/** Roles that the person holds now over the case: above its unit, or, seeing only what is assigned, in a unit called in. */
function rolesOver(rows: Rows, { one, sees, calledIn }: Over, { personId, now }: Looking): readonly string[] {
  return rows.appointments
    .filter((post) => post.person_id === personId && post.valid_from <= now && (post.valid_until === null || now < post.valid_until))
    .filter((post) => (sees.post?.[post.role] === 'assigned' ? calledIn.includes(post.unit_id) : one.path.includes(post.unit_id)))
    .map(({ role }) => role);
}

const named = (table: object | undefined, name: string): boolean => table !== undefined && Object.hasOwn(table, name);
