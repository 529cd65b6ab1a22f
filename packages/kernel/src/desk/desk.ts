import type { CaseFilter, CaseOrder, Desk, SightDesk, Window } from '@maplebridge/contract';
import { accessLog, accessRecord } from './accessLog';
import { amendCase } from './amend';
import { openAssigned } from './assigned';
import { claimPartyLink } from './claims';
import { giveCommand } from './command';
import { openInEmergency } from './emergencies';
import { awaitedReviews, reviewEmergency } from './reviews';
import { exclude, exclusionsOf, liftExclusion } from './exclusions';
import { accountableTypes, statisticsOf, warningsOf } from './figures';
import { count, findByNumber, findMany, pageOfCases } from './find';
import { historiesOf } from './histories';
import { changeById, historyOf } from './history';
import { holdersOf } from './holders';
import { moveCase } from './move';
import { openCase } from './open';
import { addParty, identifyParty } from './parties';
import { createPartyLink, revokePartyLink } from './partyLinks';
import { giveProcessingConsent, ownProcessingConsents, withdrawProcessingConsent } from './processingConsents';
import { casesOfReports, reportsFor } from './reports';
import { deadlinesOfCases, linksOfCases, movesOfCases, partiesOfCases, partyRecordById } from './related';
import type { Session } from './session';
import { selectCase, selectPage } from './select';
import { recallCases, recallChange } from './recall';
import { unmask, unmaskDetails } from './unmask';

/** The desk of one request: the only door through which cases are read and changed. */
export const openDesk = (session: Session): Desk => ({
  ...sightDesk(session),
  findMany: async (ids) => (await findMany(session, ids)).map((found) => found?.record ?? null),
  findByNumber: (number) => findByNumber(session, number),
  page: (filter: CaseFilter, order: CaseOrder, window: Window) => pageOfCases(session, { filter, order }, window),
  count: (filter) => count(session, filter),
  open: (type, input) => openCase(session, type, input),
  move: (input) => moveCase(session, input),
  amend: (input) => amendCase(session, input),
  addParty: (input) => addParty(session, input),
  identifyParty: (input) => identifyParty(session, input),
  command: (input) => giveCommand(session, input),
  partiesOf: (caseIds) => partiesOfCases(session, caseIds),
  party: (id) => partyRecordById(session, id),
  deadlinesOf: (caseIds) => deadlinesOfCases(session, caseIds),
  movesOf: (caseIds) => movesOfCases(session, caseIds),
  historiesOf: (caseIds, window) => historiesOf(session, caseIds, window),
  historyOf: (caseId, window) => historyOf(session, caseId, window),
  change: (entryId) => changeById(session, entryId),
  linksOf: (caseIds) => linksOfCases(session, caseIds),
  unmask: (input) => unmask(session, input),
  unmaskDetails: (input) => unmaskDetails(session, input),
  openAssigned: (caseId, classes) => openAssigned(session, caseId, classes),
  statistics: (type, unitId, ...[from, until]) => statisticsOf(session, type, { unitId, from, until }),
  warnings: (type, unitId) => warningsOf(session, type, unitId),
  accountableTypes: (unitId) => accountableTypes(session, unitId),
  reports: (ids) => reportsFor(session, ids),
  casesOfReports: (ids) => casesOfReports(session, ids),
  accessLog: (window) => accessLog(session, window),
  accessRecord: (id) => accessRecord(session, id),
  holdersOf: (asked) => holdersOf(session, asked),
  selectCase: (by, asked) => selectCase(session, by, asked),
  selectPage: (asked) => selectPage(session, asked),
  recallCases: (rows) => recallCases(session, rows),
  recallChange: (row) => recallChange(session, row),
  forget: () => session.gathered.clear(),
});

/** What is done about who sees a case. */
const sightDesk = (session: Session): SightDesk => ({
  createPartyLink: (input) => createPartyLink(session, input),
  revokePartyLink: (input) => revokePartyLink(session, input),
  claimPartyLink: (input) => claimPartyLink(session, input),
  giveProcessingConsent: (input) => giveProcessingConsent(session, input),
  withdrawProcessingConsent: (input) => withdrawProcessingConsent(session, input),
  processingConsents: () => ownProcessingConsents(session),
  exclude: (input) => exclude(session, input),
  liftExclusion: (input) => liftExclusion(session, input),
  exclusionsOf: (caseId) => exclusionsOf(session, caseId),
  openInEmergency: (input) => openInEmergency(session, input),
  reviewEmergency: (input) => reviewEmergency(session, input),
  awaitedReviews: () => awaitedReviews(session),
});
