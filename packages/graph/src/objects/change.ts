import type { ChangeRecord, LedgerEntry, RequestContext, Window } from '@maplebridge/contract';
import { ID, ObjectType } from 'type-graphql';
import { toGlobalId } from '../globalId';
import { historyOf } from '../histories';
import { entryLabel } from '../labels';
import { caseOf } from '../plan/entries';
import { entryWords } from '../plan/words';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { CursorScalar } from '../scalars/tokens';
import { shown, spoken } from '../shown';
import { windowArguments, windowOf } from '../window';
import { ActorObject } from './actor';
import { CaseInterface } from './case';
import { CitationObject } from './citation';
import { connectionObjects, connectionOf } from './connection';
import { LiveEventInterface } from './liveEvent';
import { NodeInterface } from './node';
import { CaseStatusObject, type StatusValue } from './status';
import { access } from '../access/access';

const caseIdOf = ({ caseId, subjectId }: LedgerEntry): string => caseId ?? subjectId;

/** Null for entries that leave the case where it stood, e.g. an amendment or a command. */
function enteringOf({ entry }: ChangeRecord): StatusValue | null {
  const { caseType, stateAfter, phaseAfter, happenedAt } = entry;
  return caseType === null || stateAfter === null || phaseAfter === null
    ? null
    : { type: caseType, code: stateAfter, phase: phaseAfter, since: happenedAt };
}

@access('case')
@ObjectType('Change', {
  implements: [NodeInterface, LiveEventInterface],
  description:
    'Something that happened to a case. What happened comes from the ledger; `note` is kept apart from it and can be erased; `case` is how things stand now.',
})
export class ChangeObject {
  @shown(() => ID, {
    description: 'Global id of the ledger entry.',
    read: ({ entry }: ChangeRecord) => toGlobalId('change', entry.id),
    plan: { attribute: 'id', id: 'change' },
  })
  id: string;

  @shown(() => CursorScalar, { description: 'Resume after it.', checksRights: true })
  cursor: string;

  @shown(() => ID, {
    description: 'Global id of the case.',
    read: ({ entry }: ChangeRecord) => toGlobalId('case', caseIdOf(entry)),
    plan: { attribute: 'caseId', id: 'case' },
  })
  caseId: string;

  @shown(() => String, {
    description:
      '`opened`, `amended`, `partyAdded`, `partyIdentified`, `partyLinked`, `partyLinkRevoked`, `excluded`, `exclusionLifted`, `emergencyOpened`, `emergencyReviewed`, `valuesErased`, `processingConsentGiven`, `processingConsentWithdrawn`, the code of a move, or `<plugin>.<event>`.',
    read: ({ entry }: ChangeRecord) => entry.type,
    plan: { attribute: 'type' },
  })
  move: string;

  @spoken(
    'What happened, in words.',
    ({ entry }: ChangeRecord, context: RequestContext) => entryLabel(entry.caseType, entry.type, context),
    {
      plan: { value: entryWords },
    },
  )
  label: string;

  @shown(() => CaseStatusObject, {
    nullable: true,
    description: 'The status that the case entered or stayed in; null for an entry that says nothing of it.',
    read: enteringOf,
    plan: {
      part: { type: 'caseType', code: 'stateAfter', phase: 'phaseAfter', since: 'happenedAt' },
      presentIf: ['caseType', 'stateAfter', 'phaseAfter'],
    },
  })
  entering: object;

  @shown(() => ActorObject, {
    description: 'By what right it was done: never a name.',
    read: ({ entry }: ChangeRecord) => entry.actor,
    plan: { part: { kind: 'actorKind', role: 'actorRole', unit: 'actorUnit' } },
  })
  by: object;

  @shown(() => DateTimeScalar, {
    description: 'When it happened.',
    read: ({ entry }: ChangeRecord) => entry.happenedAt,
    plan: { attribute: 'happenedAt' },
  })
  at: Date;

  @shown(() => DateTimeScalar, {
    description: 'When it was recorded here: later than `at` for what was imported.',
    read: ({ entry }: ChangeRecord) => entry.recordedAt,
    plan: { attribute: 'recordedAt' },
  })
  recordedAt: Date;

  @shown(() => String, {
    nullable: true,
    description: 'What was noted, as far as this viewer may read it and it was not erased.',
    plan: { attribute: 'note' },
  })
  note: string;

  @shown(() => CitationObject, { nullable: true, description: 'The rule by which the move was made.', checksRights: true })
  source: object;

  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case as it stands now, perhaps later than this change; null when out of sight.',
    read: ({ entry }: ChangeRecord, _args: object, context: RequestContext) => loaders.cases(context).load(caseIdOf(entry)),
    plan: { relation: 'case' },
    entry: caseOf(({ entry }: ChangeRecord) => caseIdOf(entry)),
  })
  case: object;
}

export const { Connection: ChangeConnection } = connectionObjects('Change', () => ChangeObject);

// Declared here and not in the class: a change shows its case, and a case its changes.
shown(() => ChangeConnection, {
  description: 'What happened to the case, as far as this viewer may see it, in the order in which it was recorded.',
  args: windowArguments,
  read: async (one: { readonly id: string }, window: Window, context: RequestContext) =>
    connectionOf(await historyOf(context, one.id, windowOf(window))),
  plan: { page: 'history' },
})(CaseInterface.prototype, 'history');
