import { type Actor, type AnyCaseType, type PartyInput, type StateSpec } from '@maplebridge/contract';
import {
  insertCase,
  insertClocks,
  insertReport,
  uuidv7,
  type EntryDraft,
  type NewCase,
  type PartyRow,
  type Query,
} from '@maplebridge/storage';
import { checkFields, checkText } from '../law';
import { dueOf, runsOf } from './aggregate';
import { caseNumber } from './caseNumber';
import { clockRows } from './clocks';
import { writeFields } from './fields';
import { accountable, loadedOf } from './lookups';
import { carryOver, checkParties, longest, refuseTwoSides, writeParties } from './openingParties';
import type { Entries } from './plans';
import type { LoadedType, Platform } from './platform';
import { checkReferences } from './references';
import type { Session } from './session';
import { refuseOffice } from './setBy';

export interface OpeningInput {
  readonly type: string;
  readonly actor: Actor;
  readonly at: Date;
  readonly summary: string;
  readonly unitId: string;
  readonly placeId: string | null;
  readonly reportId: string | null;
  readonly channel?: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly parties: readonly PartyInput[];
  /** The person who opens for themselves: becomes an applicant who sees the case. */
  readonly applicantId?: string;
  readonly continues?: { readonly caseId: string; readonly parties: readonly PartyRow[] };
}

/** A case about to be opened: its row, its writes and its entry. */
export interface Opening {
  readonly caseId: string;
  readonly entries: Entries;
  write(query: Query): Promise<void>;
}

export async function planOpening(session: Session, input: OpeningInput): Promise<Opening> {
  const { platform } = session;
  const loaded = loadedOf(platform, input.type);
  const details = checkFields(loaded.type.fields, input.details, { partial: false });
  refuseOffice(loaded.type.fields, input.details, input.actor.kind);
  await checkReferences(platform, loaded.type.fields, details);
  const parties = checkParties(input.parties);
  refuseTwoSides(session, input);
  const { row, entry, clocks } = await newCase(platform, loaded, input);
  return {
    caseId: row.id,
    entries: [entry],
    write: async (query) => {
      if (row.reportId && !input.reportId) await insertReport(query, reportOf(row, input));
      await insertCase(query, row);
      await writeFields(platform, query, { loaded, caseId: row.id, fields: details });
      await writeParties(session, query, { caseId: row.id, at: input.at, parties, applicantId: input.applicantId });
      if (input.continues) await carryOver(query, row, input.continues);
      await insertClocks(query, row.id, clocks);
    },
  };
}

async function newCase(platform: Platform, loaded: LoadedType, input: OpeningInput) {
  const { type, jurisdiction } = loaded;
  const unit = await accountable(platform, input.unitId);
  const id = uuidv7(input.at);
  const initial = String(type.initial);
  const state = statesOf(type)[initial];
  if (!state) throw new Error(`"${type.name}" has no state "${initial}".`);
  const timeline = [{ type: 'opened', at: input.at, state: initial, actor: input.actor }];
  const runs = runsOf(platform, { type, caseId: id, timeline, unit });
  const row: NewCase = {
    id,
    type: type.name,
    typeVersion: type.version,
    jurisdiction: jurisdiction.name,
    number: caseNumber(id, input.at),
    summary: checkText('summary', input.summary, longest.summary),
    placeId: input.placeId,
    reportId: input.reportId ?? (input.channel ? uuidv7(input.at) : null),
    openedAt: input.at,
    state: initial,
    phase: state.phase,
    outcome: null,
    unitId: unit.id,
    handlerId: null,
    handlerPost: null,
    handlerUnit: null,
    enteredAt: input.at,
    closedAt: null,
    changedAt: input.at,
    lastMove: 'opened',
    ...dueOf(runs),
  };
  return { row, entry: openedEntry(row, input), clocks: clockRows(runs) };
}

const statesOf = (type: AnyCaseType): Readonly<Record<string, StateSpec>> => type.states;

const openedEntry = (row: NewCase, input: OpeningInput): Entries[0] => ({
  id: uuidv7(input.at),
  subjectKind: 'case',
  subjectId: row.id,
  subjectVersion: 1,
  caseId: row.id,
  caseType: row.type,
  typeVersion: row.typeVersion,
  type: 'opened',
  unitId: row.unitId,
  previousUnitId: null,
  stateBefore: null,
  stateAfter: row.state,
  phaseBefore: null,
  phaseAfter: row.phase as EntryDraft['phaseAfter'],
  audience: 'case',
  actor: input.actor,
  happenedAt: input.at,
  payload: input.continues ? { continues: input.continues.caseId } : {},
});

const reportOf = (row: NewCase, input: OpeningInput) => ({
  id: row.reportId ?? row.id,
  number: `R${row.number}`,
  channel: input.channel ?? 'desk',
  receivedAt: input.at,
  placeId: row.placeId,
  reporterId: input.actor.personId,
});
