import { Refusal, type Actor, type AmendInput, type Receipt, type Standing } from '@maplebridge/contract';
import { uuidv7, type CaseChange, type CaseRow, type CaseStanding, type EntryDraft } from '@maplebridge/storage';
import { checkFields } from '../law';
import { findOne } from './find';
import { plainFields, sealing } from './fields';
import { loadedOf } from './lookups';
import { planChange, planChangeAfter } from './plans';
import { worksOn, type Found } from './records';
import { checkReferences } from './references';
import type { Session } from './session';
import { refuseOffice } from './setBy';
import { versionConflict, writeOnce } from './writing';

/** Changes details without moving the case: whoever works on it, or the applicant while nobody has signed for it. */
export async function amendCase(session: Session, input: AmendInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'amend', key, body }, async (viewer, seer) => {
    const { platform } = session;
    const found = await findOne(session, input.caseId);
    input.refuse?.(found.record);
    const loaded = loadedOf(platform, found.row.type);
    if (found.row.version !== input.expectedVersion) throw versionConflict(found.row.version);
    const actor: Actor = { ...amender(session, found), personId: viewer.personId };
    refuseOffice(loaded.type.fields, input.patch, actor.kind);
    const fields = checkFields(loaded.type.fields, input.patch, { partial: true });
    await checkReferences(platform, loaded.type.fields, fields);
    const at = platform.now();
    const { row } = found;
    const written = { loaded, caseId: row.id, fields };
    const change: CaseChange = {
      seer,
      expected: { id: row.id, version: row.version, state: row.state },
      next: unmoved(row, at),
      parts: { details: { table: loaded.table, fields: plainFields(written) } },
      entries: [
        {
          ...entryInPlace(row, { type: 'amended', actor, at }),
          subjectVersion: row.version + 1,
          payload: { fields: Object.keys(fields).sort() },
        },
      ],
    };
    const seal = sealing(platform, written);
    return seal ? planChangeAfter(change, seal) : planChange(change);
  });
}

function amender(session: Session, { row, standing }: Found): Omit<Actor, 'personId'> {
  const worker = workerOf(session, row, standing);
  if (worker) return worker;
  if (row.phase === 'intake' && row.handlerId === null && standing.sides.includes('applicant'))
    return { kind: 'side', role: 'applicant', unitId: null };
  throw new Refusal('FORBIDDEN', {
    'zh-CN': '只有办理人员可以更正；签收前申请人也可以。',
    en: 'Those who work on the case may amend it, and its applicant until somebody has signed for it.',
  });
}

/** The right by which somebody works on a case: a post before an assignment; null for its parties. */
export function workerOf(session: Session, row: CaseRow, standing: Standing): Omit<Actor, 'personId'> | null {
  const sees = session.platform.stored.get(row.type)?.sees ?? {};
  if (!worksOn(standing, sees)) return null;
  const post = standing.posts.find(({ role }) => sees.post?.[role] !== undefined);
  if (post) return { kind: 'post', role: post.role, unitId: post.unitId };
  const [assignment] = standing.assignments; // none for who only reads in an emergency
  return assignment === undefined ? null : { kind: 'assignment', role: assignment, unitId: null };
}

/** The standing of a case that stays where it is. */
export const unmoved = (row: CaseRow, at: Date): CaseStanding => ({
  state: row.state,
  phase: row.phase,
  outcome: row.outcome,
  unitId: row.unitId,
  handlerId: row.handlerId,
  handlerPost: row.handlerPost,
  handlerUnit: row.handlerUnit,
  enteredAt: new Date(row.enteredAt),
  closedAt: row.closedAt ? new Date(row.closedAt) : null,
  changedAt: at,
  dueAt: row.dueAt ? new Date(row.dueAt) : null,
  dueClock: row.dueClock,
  lastMove: row.lastMove,
});

/** An entry about a case that does not change its state. */
export const entryInPlace = (
  row: CaseRow,
  { type, actor, at }: { type: string; actor: Actor; at: Date },
): EntryDraft & { readonly id: string } => ({
  id: uuidv7(at),
  subjectKind: 'case',
  subjectId: row.id,
  subjectVersion: row.version,
  caseId: row.id,
  caseType: row.type,
  typeVersion: row.typeVersion,
  type,
  unitId: row.unitId,
  previousUnitId: row.unitId,
  stateBefore: row.state,
  stateAfter: row.state,
  phaseBefore: row.phase,
  phaseAfter: row.phase,
  audience: 'case',
  actor,
  happenedAt: at,
  payload: {},
});
