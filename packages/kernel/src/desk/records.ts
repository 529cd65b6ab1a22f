import {
  isPersonal,
  type CaseRecord,
  type FieldSpec,
  type PersonalValue,
  type Sees,
  type Standing,
  type Viewer,
} from '@maplebridge/contract';
import type { CaseRow } from '@maplebridge/storage';
import { standingIn } from '../law';
import type { Platform } from './platform';

/** A case found for a viewer, with the rights it was found by. */
export interface Found {
  readonly row: CaseRow;
  readonly standing: Standing;
  readonly record: CaseRecord;
}

export function foundFor(platform: Platform, viewer: Viewer, row: CaseRow): Found {
  const standing = acting(standingOf(platform, viewer, row));
  return { row, standing, record: recordOf(platform, row, standing) };
}

/** Whoever is a party does not work on the case, whatever posts they hold (recusal, 回避). */
export const acting = (standing: Standing): Standing =>
  standing.sides.length ? { sides: standing.sides, posts: [], assignments: [] } : standing;

function standingOf(platform: Platform, viewer: Viewer, row: CaseRow): Standing {
  const sees = platform.stored.get(row.type)?.sees ?? {};
  const involved = (row.involved ?? []).map((one) => ({ ...one, side: one.side as 'applicant' | 'respondent' | 'third' | null })); // the column holds sides only
  return standingIn(viewer, { sees }, { caseId: row.id, unitPath: row.unitPath, involved }, platform.now());
}

const optional = (text: string | null): Date | null => (text === null ? null : new Date(text));

function recordOf(platform: Platform, row: CaseRow, standing: Standing): CaseRecord {
  const loaded = platform.types.get(row.type);
  return {
    id: row.id,
    type: row.type,
    typeVersion: row.typeVersion,
    jurisdiction: row.jurisdiction,
    number: row.number,
    version: row.version,
    summary: row.summary,
    state: row.state,
    phase: row.phase,
    outcome: row.outcome,
    unitId: row.unitId,
    handlerId: row.handlerId,
    handlerPost: row.handlerPost,
    handlerUnitId: row.handlerUnit,
    placeId: row.placeId,
    reportId: row.reportId,
    openedAt: new Date(row.openedAt),
    enteredAt: new Date(row.enteredAt),
    closedAt: optional(row.closedAt),
    changedAt: new Date(row.changedAt),
    due: row.dueAt && row.dueClock ? { clock: row.dueClock, at: new Date(row.dueAt) } : null,
    isDormant: !loaded,
    details: loaded ? detailsFor(loaded.type.fields, row, worksOn(standing, loaded.type.sees)) : {},
  };
}

/** Does the viewer read the case as those who work on it do: by a post or an assignment, or in an emergency, not only as one of its parties? */
export const worksOn = (standing: Standing, sees: Sees): boolean =>
  standing.emergency !== undefined ||
  standing.posts.some(({ role }) => sees.post?.[role] !== undefined) ||
  standing.assignments.some((one) => sees.assignment?.[one] !== undefined);

/** Internal fields are for posts and assignments; a party reads the public ones and sees that personal ones are there. */
function detailsFor(fields: readonly FieldSpec[], row: CaseRow, works: boolean): Readonly<Record<string, unknown>> {
  const masks = new Map((row.masks ?? []).map((one) => [one.field, one.mask]));
  const shown = fields.filter((one) => works || one.class !== 'internal');
  return Object.fromEntries(shown.map((one) => [one.name, isPersonal(one.class) ? personal(one, masks.get(one.name)) : plain(one, row)]));
}

const personal = (field: FieldSpec, mask: string | undefined): PersonalValue | null =>
  mask === undefined ? null : { text: mask, isMasked: true, class: field.class };

export function plain(field: FieldSpec, row: CaseRow): unknown {
  const value = row.details?.[field.name] ?? null;
  return field.type.kind === 'instant' && typeof value === 'string' ? new Date(value) : value;
}
