import {
  fieldsOf,
  Refusal,
  type Actor,
  type AnyCaseType,
  type MoveInput,
  type MoveSpec,
  type Receipt,
  type UnitRecord,
  type Viewer,
} from '@maplebridge/contract';
import { uuidv7, type CaseStanding, type Seer } from '@maplebridge/storage';
import { checkFields, checkText, decide } from '../law';
import { aggregateOf, dueOf, runsOf, type Aggregate } from './aggregate';
import { continuedAs } from './continuing';
import { discreetly } from './discretion';
import { outcomesOf, type Outcomes } from './effects';
import { refuseExcluded } from './exclusions';
import { planMove, type Decided } from './moved';
import { accountable, loadedOf, refuseUnopened } from './lookups';
import type { LoadedType, Platform } from './platform';
import type { Found } from './records';
import { checkReferences } from './references';
import type { Session } from './session';
import { versionConflict, writeOnce } from './writing';

/** Characters a note may have. */
const longestNote = 4_000;

/** Makes a move of any loaded type: decided on facts read without a lock, written only if they still hold. */
export async function moveCase(session: Session, input: MoveInput): Promise<Receipt> {
  const { idempotencyKey: key, type: _type, ...body } = input;
  return writeOnce(session, { kind: 'move', key, body }, async (viewer, seer) =>
    planMove(session.platform, seer, await decideMove(session, { viewer, seer }, input)),
  );
}

async function decideMove(session: Session, who: { viewer: Viewer; seer: Seer }, input: MoveInput): Promise<Decided> {
  const { platform } = session;
  const aggregate = await aggregateOf(platform, who, { id: input.caseId, type: input.type });
  const { found, facts, routesElsewhere } = aggregate;
  input.refuse?.(found.record);
  const loaded = loadedOf(platform, found.row.type);
  if (found.row.version !== input.expectedVersion) throw versionConflict(found.row.version);
  const subject = { type: loaded.type, facts, routesElsewhere, standing: found.standing };
  const { spec, actor: by } = discreetly(loaded, found, () => decide(subject, input.move));
  const actor: Actor = { ...by, personId: who.viewer.personId };
  const outcomes = outcomesOf(spec, actor, await takenBy(platform, spec, input));
  await refuseExcluded(platform, found.row.id, outcomes);
  const at = platform.now();
  const unit = await answeringNext(platform, { loaded, found, outcomes });
  const continued = await continuedAs(session, { outcomes, found: aggregate, actor, at });
  const state = spec.to ?? found.row.state;
  const timeline = [...aggregate.timeline, { type: input.move, at, state, actor }];
  const runs = runsOf(platform, { type: loaded.type, caseId: found.row.id, timeline, unit });
  const next = standingAfter({ type: loaded.type, aggregate, state, move: input.move, outcomes, at }, dueOf(runs));
  const note = noteOf(input, actor);
  return { loaded, aggregate, spec, move: input.move, actor, outcomes, next, runs, note, continued, entryId: uuidv7(at), at };
}

/** A party speaks to everybody on the case; who works on it speaks to those who do, unless they say otherwise. */
function noteOf({ note, noteFor }: MoveInput, actor: Actor): Decided['note'] {
  if (note === undefined) return null;
  const works = actor.kind === 'post' || actor.kind === 'assignment';
  return { body: checkText('note', note, longestNote), audience: works ? (noteFor ?? 'unit') : 'case' };
}

async function takenBy(platform: Platform, { takes }: MoveSpec, input: MoveInput): Promise<Readonly<Record<string, unknown>>> {
  if (!takes) return {};
  const taken = checkFields(fieldsOf(takes), input.taken ?? {}, { partial: false });
  await checkReferences(platform, fieldsOf(takes), taken);
  return taken;
}

/** The unit that answers after the move. A case handed over goes to another unit, and only where its jurisdiction is open. */
async function answeringNext(
  platform: Platform,
  { loaded, found, outcomes }: { loaded: LoadedType; found: Found; outcomes: Outcomes },
): Promise<UnitRecord> {
  const unit = await accountable(platform, outcomes.unitId ?? found.row.unitId);
  if (outcomes.unitId === undefined) return unit;
  if (unit.id === found.row.unitId) throw handedToItself();
  await refuseUnopened(platform, loaded.jurisdiction, unit);
  return unit;
}

/** It would only start the time to sign for anew. */
const handedToItself = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '案件已由该单位负责；请选择另一个单位。', en: 'This unit answers for the case already; name another one.' },
    { field: 'unit' },
  );

interface After {
  readonly type: AnyCaseType;
  readonly aggregate: Aggregate;
  readonly state: string;
  readonly move: string;
  readonly outcomes: Outcomes;
  readonly at: Date;
}

function standingAfter(
  { type, aggregate, state, move, outcomes, at }: After,
  due: { dueAt: Date | null; dueClock: string | null },
): CaseStanding {
  const { row } = aggregate.found;
  const spec = type.states[state];
  if (!spec) throw new Error(`"${type.name}" has no state "${state}".`);
  const handler =
    outcomes.handler === undefined ? { personId: row.handlerId, post: row.handlerPost, unitId: row.handlerUnit } : outcomes.handler;
  return {
    state,
    phase: spec.phase,
    outcome: spec.phase === 'closed' ? spec.outcome : null,
    unitId: outcomes.unitId ?? row.unitId,
    handlerId: handler?.personId ?? null,
    handlerPost: handler?.post ?? null,
    handlerUnit: handler?.unitId ?? null,
    enteredAt: state === row.state ? new Date(row.enteredAt) : at,
    closedAt: spec.phase === 'closed' ? (row.closedAt ? new Date(row.closedAt) : at) : null,
    changedAt: at,
    lastMove: move,
    ...(spec.phase === 'closed' ? { dueAt: null, dueClock: null } : due),
  };
}
