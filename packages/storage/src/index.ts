export { isAnsweredError, openDatabase, type Database, type DatabaseOptions, type Query } from './database/database';
export {
  auditorGroup,
  coreOwners,
  deskRole,
  migrate,
  MigrationRefused,
  ownerRole,
  pendingMigrations,
  ownerSchema,
  quoted,
  runtimeGroup,
  type Migrated,
  type MigrateOptions,
  type Owner,
} from './migrate';
export { EmbeddedPostgresRefused, openEmbedded, type EmbeddedPostgres } from './embedded';
export { erasePersonal, openPersonal, storePersonal, type Opening, type PersonalField, type Permission } from './privacy/personal';
export {
  eraseTexts,
  eraseValues,
  keptCases,
  lockKeptCase,
  raiseCase,
  type Erased,
  type ErasureOf,
  type KeptCase,
  type RaisedCase,
} from './privacy/erasure';
export { eraseAccount, erasedIssuer, subjectsOfParty, subjectsOfPerson, type KeptSubject } from './privacy/ofPerson';
export {
  takeFromConsents,
  insertProcessingConsent,
  processingConsentsOf,
  standingConsents,
  type NewProcessingConsent,
  type StandingConsent,
} from './statements/processingConsents';
export { placeDelay, reviewDelay, standingDelays, type Delay, type NewDelay, type Reviewed } from './privacy/delays';
export { placeHold, releaseHold, standingHolds, type LegalHold, type NewHold } from './statements/legalHolds';
export { exportValues, type ExportedValue } from './privacy/exportValues';
export { heldIn, holdings, holdsNobody, type Holding } from './privacy/holdings';
export { keysByMaster, rotateKeys, type KeysUnder } from './privacy/rotation';
export { keyringOf, MasterKeyMissing, masterKeyId, sealedUnder, type Keyring } from './privacy/keyring';
export { concernedIn, openAssigned, type AssignedOpening, type Ground, type OpenedOf } from './privacy/assigned';
export { seal, unseal } from './privacy/seal';
export { type CaseRow, type DetailsTable } from './statements/caseColumns';
export { type StoredFilter } from './statements/caseFilter';
export { accessById, accessesOf, type AccessKey, type AccessRow } from './statements/accessLog';
export { findCaseIdByNumber, findCases, RightsMoved } from './statements/findCases';
export { selectCase, type CaseKey } from './statements/selectCases';
export { selectPage, type PageAnswer } from './statements/selectPage';
export {
  insertClocks,
  keepLink,
  keepNote,
  lastOfAudience,
  linkedStates,
  linksOf,
  notesOf,
  timelinesOf,
  type ClockRow,
  type NoteRow,
  type TimelineRow,
} from './statements/history';
export { postHolders, type HeldAt, type HolderRow } from './statements/holders';
export { forgetKeys, isKeyUsed, keptEffect, type KeptEffect, type UsedKey } from './statements/idempotency';
export { ForeignStatement, ownTables, readOwnTables } from './statements/ownTables';
export { countCases, pageCases, type PagedRow, type StoredOrder, type StoredWindow } from './statements/pageCases';
export {
  identifyParty,
  insertParty,
  involve,
  involvedIn,
  partsIn,
  type CasePart,
  partiesOf,
  partyById,
  type NewInvolvement,
  type NewParty,
  type PartyRow,
  sealedSubject,
} from './statements/parties';
export { appoint, endAppointments, knownPersons, meetPerson, personBySubject, raiseRights, type PersonRow } from './statements/people';
export { endServiceToken, keepServiceToken, serviceTokens, useServiceToken, type ServiceTokenRow } from './statements/serviceTokens';
export {
  endPageSession,
  endPageSessions,
  isPageSessionOpen,
  keepPageSession,
  keepPageSessionAlive,
  keepSignIn,
  openPageSessions,
  pageSession,
  rotatePageSession,
  takeSignIn,
  type ListedSession,
  type OpenPageSession,
  type SignIn,
} from './statements/pageSessions';
export { rightsChanged, tellRightsChanged } from './statements/rightsChanged';
export { competenceFor, insertCompetence, insertPlace, placesById, type CompetenceRow, type PlaceRow } from './statements/places';
export {
  calendarRows,
  insertCalendarYear,
  insertPolicy,
  policyRows,
  rulesVersion,
  type CalendarRows,
  type PolicyRow,
} from './statements/policies';
export {
  currentEpoch,
  keepSetting,
  putSetting,
  openings,
  setting,
  storedTypes,
  storeOpenings,
  storeType,
  type StoredTypeRow,
} from './statements/registry';
export { caseIdsOfReports, insertReport, reportsById } from './statements/reports';
export { type Branch, type Seer, type Within } from './statements/sight';
export { figuresOf, type Cohort, type Figures } from './statements/statistics';
export {
  endUnit,
  keepUnitVersions,
  lockUnitsBelow,
  renewAncestors,
  setUnitName,
  setUnitParent,
  unitVersions,
  whatUnitHolds,
} from './statements/unitChanges';
export { readUnitsThen } from './statements/unitsThen';
export { countDifferences, type CountComparison, type CountDifference } from './statements/caseTruth';
export { carryPositions, lockPositions, startOver } from './statements/consumers';
export {
  allUnits,
  childUnits,
  childUnitsOf,
  insertUnit,
  insertUnitKind,
  raiseTree,
  rootUnit,
  unitByCode,
  unitsById,
  type NewUnit,
} from './statements/units';
export { changeCase, holdCase, insertCase, writeDetails, type CaseStanding, type NewCase } from './statements/writeCase';
export { type ChangeParts } from './statements/changeParts';
export { readDecision, readPartyDecision, type DecisionRow, type StoredClock } from './statements/readDecision';
export { appendUnderKey, writeChange, type CaseChange } from './statements/writeChange';
export {
  appendEntries,
  consumeBatch,
  consumerPositions,
  enterConsumer,
  entryById,
  entryFromRow,
  type EntryRow,
  findGaps,
  headPositions,
  readCase,
  readCases,
  shardOf,
  uuidv7,
  type Batch,
  type EntryDraft,
} from '@maplebridge/ledger';
export { traitsOf, type CaseTraits } from './statements/traits';
export { lockSource, openImportConnection, type ImportConnection } from './statements/importConnection';
export { placeIdsByCode } from './statements/importPlaces';
export { meetKeys, openMetKeys, seenKeys, type ImportRun, type Seen } from './statements/importSeen';
export { openStage, stageCases, type StagedCase, type StagedType } from './statements/importStage';
export { writeStaged, type ImportedDetails } from './statements/importWrite';
export {
  awaitedReviews,
  caseOutOfSight,
  emergencyById,
  openEmergency,
  recordLook,
  writeReview,
  type EmergencyRow,
  type NewEmergency,
} from './statements/emergencies';
export { exclusionsOf, excludedAmong, type NewExclusion } from './statements/exclusions';
export {
  endPartyLink,
  handOverParties,
  insertPartyLink,
  linkParty,
  openLinkOf,
  partyLinkByHash,
  sidesOf,
  type PartyLinkRow,
} from './statements/partyLinks';
export {
  appendLeaves,
  checkpointsAfter,
  keepCheckpoint,
  lastCheckpoint,
  leafHashes,
  LeavesMissing,
  sealingState,
  unsealedEntries,
  type CheckpointRow,
} from './statements/sealing';
export {
  allNotes,
  hasLeafAt,
  inSnapshot,
  leafCount,
  leafOfRecord,
  leavesWithRecords,
  placeOfEntry,
  unsealed,
  type LeafRow,
  type Unsealed,
} from './statements/auditing';
