import { Refusal, type Actor, type AnyCaseType, type PartyInput, type StateSpec } from '@maplebridge/contract';
import {
  insertCase,
  insertParty,
  insertReport,
  involve,
  keepLink,
  meetPerson,
  storePersonal,
  uuidv7,
  type EntryDraft,
  type NewCase,
  type PartyRow,
  type Query,
} from '@maplebridge/storage';
import { checkFields, checkText, maskOf } from '../law';
import { dueOf, runsOf } from './aggregate';
import { caseNumber } from './caseNumber';
import { keepClocks } from './clocks';
import { writeFields } from './fields';
import { accountable, loadedOf } from './lookups';
import type { LoadedType, Platform } from './platform';
import type { Session } from './session';

/** Characters of a summary, of a party's name and of a telephone number. */
export const longest = { summary: 500, name: 200, phone: 40 } as const;
/** Parties a case may have at its opening. */
const mostParties = 50;

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
  readonly entries: readonly EntryDraft[];
  write(query: Query): Promise<void>;
}

export async function planOpening(session: Session, input: OpeningInput): Promise<Opening> {
  const { platform } = session;
  const loaded = loadedOf(platform, input.type);
  const details = checkFields(loaded.type.fields, input.details, { partial: false });
  const parties = checkParties(input.parties);
  const { row, entry, keep } = await newCase(platform, loaded, input);
  return {
    caseId: row.id,
    entries: [entry],
    write: async (query) => {
      if (row.reportId && !input.reportId) await insertReport(query, reportOf(row, input));
      await insertCase(query, row);
      await writeFields(platform, query, { loaded, caseId: row.id, fields: details });
      await writeParties(session, query, { caseId: row.id, at: input.at, parties, applicantId: input.applicantId });
      if (input.continues) await carryOver(query, row, input.continues);
      await keep(query);
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
  const clocks = { type, caseId: id, timeline, unit };
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
    ...dueOf(runsOf(platform, clocks)),
  };
  return { row, entry: openedEntry(row, input), keep: (query: Query) => keepClocks(platform, query, clocks) };
}

const statesOf = (type: AnyCaseType): Readonly<Record<string, StateSpec>> => type.states;

const openedEntry = (row: NewCase, input: OpeningInput): EntryDraft => ({
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

function checkParties(parties: readonly PartyInput[]): readonly PartyInput[] {
  if (parties.length > mostParties)
    throw new Refusal(
      'BAD_USER_INPUT',
      { 'zh-CN': `当事人最多 ${mostParties} 名。`, en: `${parties.length} parties were given; a case opens with ${mostParties} at most.` },
      { field: 'parties', limit: mostParties },
    );
  return parties.map((one) => ({
    ...one,
    name: checkText('name', one.name, longest.name),
    ...(one.phone === undefined ? {} : { phone: checkText('phone', one.phone, longest.phone) }),
  }));
}

interface Parties {
  readonly caseId: string;
  readonly at: Date;
  readonly parties: readonly PartyInput[];
  readonly applicantId?: string;
}

async function writeParties(session: Session, query: Query, { caseId, at, parties, applicantId }: Parties): Promise<void> {
  const known = new Set<string>();
  for (const party of parties) {
    const personId = await personOf(session, query, party);
    if (personId && party.side === 'applicant') known.add(personId);
    await writeParty(session.platform, query, { caseId, at, party, personId });
  }
  if (applicantId && !known.has(applicantId)) await writeSide(query, { caseId, personId: applicantId, side: 'applicant', at });
}

async function personOf(session: Session, query: Query, party: PartyInput): Promise<string | null> {
  if (party.subject === undefined || !session.identity) return null;
  return (await meetPerson(query, session.identity.issuer, party.subject)).id;
}

const writeSide = (
  query: Query,
  { caseId, personId, side, at }: { caseId: string; personId: string; side: PartyInput['side']; at: Date },
): Promise<void> => involve(query, { id: uuidv7(at), caseId, personId, unitId: null, relation: 'party', side, since: at });

async function writeParty(
  platform: Platform,
  query: Query,
  { caseId, at, party, personId }: { caseId: string; at: Date; party: PartyInput; personId: string | null },
): Promise<void> {
  const id = uuidv7(at);
  await insertParty(query, { id, caseId, side: party.side, capacity: party.capacity, personId, actsForId: null });
  const sealed = [
    { field: 'name', class: 'identity' as const, text: party.name, mask: maskOf('identity', party.name) },
    ...(party.phone === undefined
      ? []
      : [{ field: 'phone', class: 'contact' as const, text: party.phone, mask: maskOf('contact', party.phone) }]),
  ];
  await storePersonal(query, platform.masterKey, { caseId, subjectId: id }, sealed);
  if (personId) await writeSide(query, { caseId, personId, side: party.side, at });
}

/** The new case knows the people of the old one; their personal values stay sealed where they are. */
async function carryOver(query: Query, row: NewCase, { caseId, parties }: { caseId: string; parties: readonly PartyRow[] }): Promise<void> {
  await keepLink(query, { caseId: row.id, otherId: caseId, relation: 'continues', since: row.openedAt });
  for (const one of parties) {
    const sealedAt = one.sealedAt ?? { caseId: one.caseId, partyId: one.id };
    await insertParty(query, {
      id: uuidv7(row.openedAt),
      caseId: row.id,
      side: one.side,
      capacity: one.capacity,
      personId: one.personId,
      actsForId: null,
      sealedAt,
    });
    if (one.personId) await writeSide(query, { caseId: row.id, personId: one.personId, side: one.side, at: row.openedAt });
  }
}
