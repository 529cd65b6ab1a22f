import type { HeldPost, ProcessingConsentRecord, RequestContext, UnitRecord, Viewer } from '@maplebridge/contract';
import { ID, Int, ObjectType } from 'type-graphql';
import { caseFilterOf } from '../caseFilter';
import { fromGlobalId, toGlobalId } from '../globalId';
import { casePage, type CasePageArguments } from '../casePage';
import { casePageArguments } from '../casePageArgs';
import { countDueToday, counted, type CountScope } from '../inboxCounts';
import { loaders } from '../loaders';
import { pageOfCases } from '../plan/entries';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { AccessRecordConnection } from './accessRecord';
import { CaseConnection } from './case';
import { connectionOf } from './connection';
import { ProcessingConsentObject } from './processingConsent';
import { windowArguments, windowOf, type WindowArgs } from '../window';
import { UnitObject } from './unit';
import { access } from '../access/access';

@access('own')
@ObjectType('Post', { description: 'A post as it is held: this role, in this unit, for this time.' })
export class PostObject {
  @shown(() => String, { description: 'Code of the role.' })
  role: string;

  @spoken('The role in words.', ({ role }: HeldPost, context: RequestContext) => context.directory.roleLabel(role))
  label: string;

  @shown(() => UnitObject, {
    description: 'The unit in which it is held.',
    read: ({ unitId }: HeldPost, _args: object, context: RequestContext) => loaders.units(context).load(unitId),
  })
  unit: UnitRecord;

  @shown(() => DateTimeScalar, { description: 'Since when.' })
  from: Date;

  @shown(() => DateTimeScalar, { nullable: true, description: 'Until when; null while it is held without an end.' })
  until: Date;
}

@access('own')
@ObjectType('InboxCounts', { description: 'Open cases that wait for somebody; each number is counted only when asked for.' })
export class InboxCountsObject {
  @shown(() => Int, { description: 'Nobody has signed for them.', read: counted({ isUnsigned: true }) })
  unsigned: number;

  @shown(() => Int, { description: 'The viewer handles them.', read: counted({ handlerIsMe: true }) })
  mine: number;

  @shown(() => Int, { description: 'A deadline runs out before the local day ends, and has not yet.', read: countDueToday })
  dueToday: number;

  @shown(() => Int, { description: 'A deadline has run out.', read: counted({ isOverdue: true }) })
  overdue: number;
}

function scopeOf(viewer: Viewer, { unit }: { readonly unit?: string | null }): CountScope {
  if (unit === undefined || unit === null) return { filter: {}, homeUnitId: viewer.posts[0]?.unitId ?? null };
  const unitId = fromGlobalId(unit, ['unit']);
  return { filter: unitId === null ? null : { unitId }, homeUnitId: unitId };
}

@access('own')
@ObjectType('Viewer', { description: 'Who is looking. The token says who; posts, sides and assignments kept here say what they may do.' })
export class ViewerObject {
  @shown(() => ID, { description: 'Global id of the person.', read: ({ personId }: Viewer) => toGlobalId('person', personId) })
  id: string;

  @shown(() => String, { description: 'Name, as the person’s own token gives it.' })
  name: string;

  @shown(() => [PostObject], { description: 'Posts held now, at most 100.', read: ({ posts }: Viewer) => posts.slice(0, 100) })
  posts: readonly HeldPost[];

  @shown(() => DateTimeScalar, { description: 'When the token expires; streams end then.' })
  sessionEndsAt: Date;

  @shown(() => InboxCountsObject, {
    description: 'What waits, over all the viewer sees or below one unit; zeros for an id that is no unit.',
    args: { unit: { type: () => ID, description: 'Global id of a unit: it and all below.' } },
    read: scopeOf,
  })
  counts: object;

  @shown(() => AccessRecordConnection, {
    description: 'Who opened personal values of the viewer as a party, in which case and what for, the newest first.',
    args: windowArguments,
    read: async (_viewer: Viewer, window: WindowArgs, context: RequestContext) =>
      connectionOf(await context.desk.accessLog(windowOf(window))),
  })
  accessLog: object;

  @shown(() => [ProcessingConsentObject], {
    description: 'What the viewer agreed to of the processing of personal values, and took back; the newest first, at most 100.',
    read: (_viewer: Viewer, _args: object, context: RequestContext) => context.desk.processingConsents(),
  })
  processingConsents: readonly ProcessingConsentRecord[];

  @shown(() => CaseConnection, {
    nullable: true,
    description: 'Open and closed cases of all types that the viewer sees; null when the filter names an id of another kind.',
    args: casePageArguments,
    read: (_viewer: Viewer, args: CasePageArguments, context: RequestContext) => casePage(context, caseFilterOf(args.filter), args),
    entry: pageOfCases(({ filter }) => caseFilterOf(filter as CasePageArguments['filter'])),
  })
  inbox: object;
}
