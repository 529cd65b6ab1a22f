export { label, languages, type Label, type Language } from './language';
export { isInForce, localRule, personalInformationLaw, type Source } from './source';
export { errorCodes, isRefusal, Refusal, type ErrorCode, type RefusalDetails } from './refusal';
export {
  choice,
  date,
  field,
  fieldClasses,
  fieldsOf,
  instant,
  integer,
  isPersonal,
  personalClasses,
  personReference,
  placeReference,
  text,
  unitReference,
  yesNo,
  yuan,
  type Constructor,
  type FieldClass,
  type FieldNotes,
  type FieldSpec,
  type FieldType,
} from './fields';
export {
  emergencyOutcomes,
  type AccessRecord,
  type EmergencyOutcome,
  type EmergencyRecord,
  type ExclusionRecord,
  type ProcessingConsentRecord,
  type PostHolder,
} from './people';
export { processingBases, type Processing, type ProcessingBasis } from './processing';
export { definePolicy, type PolicyDecision, type PolicyKey, type PolicyUnit, type PolicyValue, warnAfter } from './policy';
export {
  days,
  hours,
  minutes,
  months,
  policy,
  workingDays,
  type FixedLength,
  type Length,
  type LocalLength,
  type TimeUnit,
} from './length';
export {
  capacities,
  consentStates,
  outcomes,
  phases,
  sides,
  type Actors,
  type Capacity,
  type CaseFacts,
  type ClockSpec,
  type ConsentState,
  type Effect,
  type MoveSpec,
  type Outcome,
  type Phase,
  type Requirement,
  type Rule,
  type Side,
  type StateSpec,
} from './lifecycle';
export { defineCapability, type AnyCapability, type Capability, type RoleSpec, type Sees, type Sight } from './capability';
export { type Sighting, type StatisticSpec, type WarningRule } from './judgement';
export {
  defineCaseType,
  type AnyCaseType,
  type CaseType,
  type CaseTypeDeclaration,
  type DetailsOf,
  type MoveOf,
  type StateOf,
} from './caseType';
export {
  placeKinds,
  type Actor,
  type Audience,
  type CaseRecord,
  type ChangeRecord,
  type DeadlineRecord,
  type DeadlineSpan,
  type DeadlineState,
  type LedgerEntry,
  type PartyRecord,
  type PersonalValue,
  type PlaceKind,
  type PlaceRecord,
  type ReportRecord,
  type UnitRecord,
  type UnitVersion,
} from './record';
export { type Emergency, type HeldPost, type RoleName, type Standing, type Viewer } from './viewer';
export type {
  AddPartyInput,
  AmendInput,
  IdentifyPartyInput,
  CasePage,
  CommandInput,
  Desk,
  MoveInput,
  MoveOption,
  OpenInput,
  OwnTables,
  PartyInput,
  StatisticFigure,
  UnmaskDetailsInput,
  UnmaskInput,
  HeldValue,
  WarningFigure,
} from './desk';
export type { Receipt } from './receipt';
export type {
  ClaimLinkInput,
  EmergencyInput,
  ExclusionInput,
  PartyLinkInput,
  PartyLinkReceipt,
  ProcessingConsentInput,
  ReviewInput,
  SightDesk,
} from './sightDesk';
export type { CaseFilter, CaseOrder, Page, Window } from './lists';
export type { LiveEvent, LiveStreams, ResyncReason, Watch } from './live';
export {
  rowSeparator,
  type Asked,
  type PageAsked,
  type PlanEdgeMember,
  type PlanEntity,
  type PlanForm,
  type PlanHistory,
  type PlanMember,
  type PlanNeed,
  type PlanObject,
  type PlanPage,
  type PlanPageInfoMember,
  type PlanPageMember,
  type PlanRelation,
  type PlanValue,
  type SelectedPage,
  type Selecting,
} from './plan';
export type { Consumed, Directory, JurisdictionRecord, KnownWords, RequestContext, StoredType } from './context';
export {
  contractVersion,
  defineJurisdiction,
  type Consumer,
  type Jurisdiction,
  type Migration,
  type ReadUnitsThen,
  type Relation,
  type UnitsThen,
  type UnitThen,
  type WaysToCome,
} from './jurisdiction';
export { camelCase, constantCase, pascalCase, snakeCase } from './names';
export { addDetail, columnFields, columnType, createDetails, detailsTableName, personalFields } from './detailsTable';
