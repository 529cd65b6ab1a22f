import { constantCase } from '@maplebridge/contract';
import type {
  Actor,
  Capacity,
  CaseOrder,
  ConsentState,
  DeadlineState,
  EmergencyOutcome,
  FieldClass,
  Outcome,
  Phase,
  PlaceKind,
  PolicyUnit,
  ProcessingBasis,
  ResyncReason,
  Side,
  StatisticFigure,
  WarningFigure,
} from '@maplebridge/contract';
import { errorCodes, type ErrorCode } from '@maplebridge/contract';
import { registerEnumType } from 'type-graphql';

/** An enum whose values are CONSTANT_CASE outside and the contract's own words inside; a value without description does not compile. */
function sharedEnum<Value extends string>(name: string, description: string, values: Readonly<Record<Value, string>>): object {
  const entries = Object.entries<string>(values).map(([value, text]) => [constantCase(value), value, text] as const);
  const named = Object.fromEntries(entries.map(([outside, inside]) => [outside, inside]));
  const valuesConfig = Object.fromEntries(entries.map(([outside, , text]) => [outside, { description: text }]));
  registerEnumType(named, { name, description, valuesConfig });
  return named;
}

export const PhaseEnum = sharedEnum<Phase>('Phase', 'Where a case stands, in words that all jurisdictions share.', {
  intake: 'Reported and perhaps signed for; nobody has decided yet whether it is taken on.',
  handling: 'Taken on: facts are being found.',
  mediation: 'Parties and mediator are talking.',
  agreement: 'Agreed; being written, signed or confirmed by a court.',
  followUp: 'Being carried out, or looked after once more.',
  closed: 'Over; `outcome` says how.',
});

export const NoteAudienceEnum = sharedEnum<'case' | 'unit'>('NoteAudience', 'Who may read a note.', {
  case: 'Whoever sees the case, its parties among them.',
  unit: 'Only those who work on the case by a post or an assignment.',
});

export const OutcomeEnum = sharedEnum<Outcome>('Outcome', 'How a closed case ended.', {
  resolved: 'The matter is settled in full.',
  partly: 'Settled in part.',
  notResolved: 'Ended without a settlement.',
  withdrawn: 'Taken back by the one who brought it.',
  referredOut: 'Handed to somebody outside this platform, e.g. a court.',
  unconfirmed: 'An imported record says closed; nobody here has confirmed how.',
});

export const EmergencyOutcomeEnum = sharedEnum<EmergencyOutcome>(
  'EmergencyOutcome',
  'What the review of an opening in an emergency found.',
  {
    justified: 'It was an emergency, and the case had to be read for it.',
    notJustified: 'It was none, or the case need not have been read.',
  },
);

export const SideEnum = sharedEnum<Side>('Side', 'The side on which somebody takes part in a case.', {
  applicant: 'Brought the matter.',
  respondent: 'The matter is brought against them.',
  third: 'Neither, but concerned.',
});

export const CapacityEnum = sharedEnum<Capacity>('Capacity', 'In what capacity a party acts.', {
  self: 'For themselves.',
  nearRelative: 'As a near relative.',
  guardian: 'As the guardian.',
  representative: 'As the legal representative of an organisation.',
  agent: 'As an agent with a mandate.',
  organisation: 'The party is an organisation.',
});

export const ConsentStateEnum = sharedEnum<ConsentState>('ConsentState', 'Whether a party agrees to mediation.', {
  notAsked: 'Nobody has asked yet.',
  asked: 'Asked; no answer yet.',
  given: 'Agreed.',
  refused: 'Declined; the attempt ends (People’s Mediation Law of the PRC, article 17).',
  withdrawn: 'Agreed first and took it back.',
});

export const PlaceKindEnum = sharedEnum<PlaceKind>('PlaceKind', 'What kind of place it is.', {
  area: 'Administrative area: province, city, county, township or village.',
  grid: 'Grid of grassroots governance.',
  microGrid: 'Micro-grid within a grid.',
  building: 'Building.',
  door: 'One door: a flat or a shop.',
  noticeBoard: 'Notice board or sign with a code to scan.',
  market: 'Market, a night market included.',
  stall: 'One stall of a market.',
  hall: 'Service hall.',
});

export const FieldClassEnum = sharedEnum<FieldClass>(
  'FieldClass',
  'What kind of knowledge a value is; all but PUBLIC and INTERNAL are personal and masked.',
  {
    public: 'For whoever sees the case, its parties among them.',
    internal: 'Only for those who work on the case by a post or an assignment.',
    contact: 'How a person can be reached.',
    identity: 'Who a person is: name, document number.',
    health: 'Health and treatment (sensitive, PIPL article 28).',
    minor: 'About somebody under fourteen (sensitive, PIPL article 28).',
    location: 'Where a person lives or is.',
  },
);

export const BasisEnum = sharedEnum<ProcessingBasis>('Basis', 'On which basis personal values are processed (PIPL article 13).', {
  consent: 'What the person agreed to.',
  legalDuty: 'A duty that a law gives to whoever handles the case.',
  emergency: 'Life, health or property was in danger.',
  own: 'They are the reader’s own, or of somebody for whom the reader stands.',
});

export const DeadlineStateEnum = sharedEnum<DeadlineState>('DeadlineState', 'How a clock stands.', {
  running: 'It counts.',
  paused: 'It does not count for the time being.',
  met: 'It ended in time.',
  missed: 'It ran out.',
  lifted: 'It no longer applies.',
});

export const PolicyUnitEnum = sharedEnum<PolicyUnit>('PolicyUnit', 'What the number of a policy counts.', {
  minutes: 'Minutes.',
  hours: 'Hours.',
  days: 'Days of the calendar.',
  workingDays: 'Working days where the unit is.',
  count: 'A plain number.',
  yuan: 'Whole yuan.',
  decibels: 'Decibels, A-weighted.',
});

export const ResyncReasonEnum = sharedEnum<ResyncReason>('ResyncReason', 'Why something may be missing from a stream.', {
  historyGone: 'Too much has happened since the cursor to be replayed.',
  otherEpoch: 'The cursor is from before a restore of the database.',
  slowReader: 'The client read more slowly than events came in.',
  schemaChanged: 'Plugins were loaded or unloaded.',
  rightsChanged: 'The viewer’s rights have changed.',
});

export const CaseOrderEnum = sharedEnum<CaseOrder>('CaseOrder', 'In what order a list of cases comes.', {
  dueFirst: 'The nearest deadline first; cases without one last.',
  openedLatest: 'The latest opened first.',
  changedLatest: 'The latest changed first.',
});

export const ActorKindEnum = sharedEnum<Actor['kind']>('ActorKind', 'By what right somebody acted.', {
  post: 'A post in a unit.',
  side: 'A side in this case.',
  assignment: 'An assignment to this case.',
  resident: 'Anybody who is signed in may do this.',
  system: 'The platform itself, e.g. a deadline.',
  import: 'An import of records from elsewhere.',
});

export const StatisticUnitEnum = sharedEnum<StatisticFigure['unit']>('StatisticUnit', 'What the value of a statistic counts.', {
  cases: 'Number of cases.',
  share: 'Share between 0 and 1.',
  hours: 'Hours.',
  sum: 'Sum of a detail, in the unit of that detail.',
});

export const SeverityEnum = sharedEnum<WarningFigure['severity']>('WarningSeverity', 'How soon a warning wants somebody.', {
  notice: 'Look at it with the day’s work.',
  urgent: 'Look at it now.',
});

const meanings = Object.fromEntries(Object.entries(errorCodes).map(([code, { meaning }]) => [code, meaning.en])) as Record<
  ErrorCode,
  string
>; // same keys

export const ErrorCodeEnum = sharedEnum<ErrorCode>(
  'ErrorCode',
  'The closed list of codes in `extensions.code`; the protocols may bring codes of their own.',
  meanings,
);
