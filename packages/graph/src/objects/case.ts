import type {
  Actor,
  CaseRecord,
  DeadlineRecord,
  FieldClass,
  MoveOption,
  PartyRecord,
  ReportRecord,
  RequestContext,
  UnitRecord,
} from '@maplebridge/contract';
import { ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { FieldClassEnum, OutcomeEnum } from '../enums';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown } from '../shown';
import { ActorObject } from './actor';
import { caseConnectionObjects } from './connection';
import { DeadlineObject } from './deadline';
import { JurisdictionObject, jurisdictionOf } from './jurisdiction';
import { MoveOptionObject } from './moveOption';
import { NodeInterface } from './node';
import { openedIn, OpenedValueObject, type OpenedValue } from './openedValue';
import { PartyObject } from './party';
import { PlaceObject, ReportObject } from './place';
import { CaseStatusObject, type StatusValue } from './status';
import { UnitObject } from './unit';
import { access } from '../access/access';

const statusOf = ({ type, phase, state, enteredAt }: CaseRecord): StatusValue => ({ type, phase, code: state, since: enteredAt });

const handlerOf = ({ handlerId, handlerPost, handlerUnitId }: CaseRecord): Actor | null =>
  handlerPost === null ? null : { kind: 'post', role: handlerPost, personId: handlerId, unitId: handlerUnitId };

async function dueOf({ id, due }: CaseRecord, _args: object, context: RequestContext): Promise<DeadlineRecord | null> {
  if (due === null) return null;
  return (await loaders.deadlines(context).load(id)).find(({ code }) => code === due.clock) ?? null;
}

/** What every jurisdiction's case has. A plugin may add fields to it: `@Resolver(() => CaseInterface)` with `@FieldResolver`. */
@InterfaceType('Case', {
  implements: NodeInterface,
  autoRegisterImplementations: false,
  description: 'What every jurisdiction’s case has. A type adds `details`; it never adds a second state.',
})
export abstract class CaseInterface {
  @shown(() => ID, {
    description: 'Global id of the case.',
    read: (one: CaseRecord) => toGlobalId('case', one.id),
    plan: { attribute: 'id', id: 'case' },
  })
  id: string;

  @shown(() => String, {
    description: 'One case, one code (一案一码): printed on every paper, said on the telephone.',
    plan: { attribute: 'number' },
  })
  number: string;

  @shown(() => Int, {
    description: 'Counts the changes that both sides may see; sealed material has its own. Send it back as `expectedVersion`.',
    plan: { attribute: 'version' },
  })
  version: number;

  @shown(() => JurisdictionObject, {
    description: 'The plugin and case type it belongs to.',
    read: (one: CaseRecord, _args: object, context: RequestContext) => jurisdictionOf(one, context),
    plan: { jurisdiction: true },
  })
  jurisdiction: object;

  @shown(() => String, { description: 'What it is about, in one or two sentences without personal data.', plan: { attribute: 'summary' } })
  summary: string;

  @shown(() => CaseStatusObject, { description: 'Where it stands.', read: statusOf, plan: { part: { code: 'state', since: 'enteredAt' } } })
  status: object;

  @shown(() => OutcomeEnum, { nullable: true, description: 'How it ended; null while it is open.', plan: { attribute: 'outcome' } })
  outcome: string;

  @shown(() => UnitObject, {
    description: 'The one unit that answers for the case at this instant.',
    read: ({ unitId }: CaseRecord, _args: object, context: RequestContext) => loaders.units(context).load(unitId),
    plan: { relation: 'unit' },
  })
  unit: UnitRecord;

  @shown(() => ActorObject, {
    nullable: true,
    description: 'Who handles it; null while nobody has taken it on.',
    read: handlerOf,
    plan: { part: { kind: { constant: 'post' }, role: 'handlerPost', unit: 'handlerUnit' }, presentIf: ['handlerPost'] },
  })
  handler: Actor;

  @shown(() => PlaceObject, {
    nullable: true,
    description: 'Where it arose, when known.',
    read: ({ placeId }: CaseRecord, _args: object, context: RequestContext) =>
      placeId === null ? null : loaders.places(context).load(placeId),
    plan: { relation: 'place' },
  })
  place: object;

  @shown(() => ReportObject, {
    nullable: true,
    description: 'What came in before the case was opened.',
    read: ({ reportId }: CaseRecord, _args: object, context: RequestContext) =>
      reportId === null ? null : loaders.reports(context).load(reportId),
    plan: { relation: 'report' },
  })
  report: ReportRecord;

  @shown(() => DateTimeScalar, { description: 'When it was opened.', plan: { attribute: 'openedAt' } })
  openedAt: Date;

  @shown(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was closed; null while it is open.',
    plan: { attribute: 'closedAt' },
  })
  closedAt: Date;

  @shown(() => DateTimeScalar, {
    description: 'When something that both sides may see last happened to it.',
    plan: { attribute: 'changedAt' },
  })
  changedAt: Date;

  @shown(() => DeadlineObject, {
    nullable: true,
    description: 'The nearest running deadline; `deadlines` has all.',
    read: dueOf,
    plan: { needs: ['timeline'] },
  })
  due: DeadlineRecord;

  @shown(() => [DeadlineObject], {
    description: 'All clocks of the case, at most 20.',
    read: ({ id }: CaseRecord, _args: object, context: RequestContext) =>
      loaders
        .deadlines(context)
        .load(id)
        .then((all) => all.slice(0, 20)),
    plan: { needs: ['timeline'] },
  })
  deadlines: readonly DeadlineRecord[];

  @shown(() => [PartyObject], {
    description: 'At most 50, each masked for this viewer.',
    read: ({ id }: CaseRecord, _args: object, context: RequestContext) =>
      loaders
        .parties(context)
        .load(id)
        .then((all) => all.slice(0, 50)),
    plan: { relation: 'parties', most: 50 },
  })
  parties: readonly PartyRecord[];

  @shown(() => [OpenedValueObject], {
    nullable: true,
    description:
      'Personal values, opened without a purpose being asked for: all of the case for its handler and whoever is assigned to it, since the assignment is the purpose; for a party its own, and those of the minor or the dead for whom it acts. Each reading is on record and the person concerned can read it. Null for everybody else: see `unmask`. One case at a time (COST_EXCEEDED in a list). Null with ACCESS_LOG_UNAVAILABLE when the record cannot be written; all else is answered. Law: PIPL arts 31, 45 and 49.',
    args: {
      classes: {
        type: () => [FieldClassEnum],
        isRequired: true,
        description: 'Classes of values to open; only what is needed.',
      },
    },
    read: ({ id }: CaseRecord, { classes }: { classes: readonly FieldClass[] }, context: RequestContext) => openedIn(id, classes, context),
    plan: { needs: ['parties'] },
    access: 'assigned',
  })
  opened: readonly OpenedValue[];

  @shown(() => [MoveOptionObject], {
    description: 'Every move of the lifecycle: open to this viewer, or why not. Empty for a dormant case.',
    read: ({ id }: CaseRecord, _args: object, context: RequestContext) => loaders.moves(context).load(id),
    plan: { needs: ['parties', 'routes'] },
  })
  moves: readonly MoveOption[];

  @shown(() => [CaseLinkObject], {
    description: 'Cases that this one continues, or that continue it, as far as this viewer sees them; at most 50.',
    read: linksOf,
    plan: { relation: 'links', most: 50 },
  })
  links: readonly object[];
}

interface LinkValue {
  readonly relation: string;
  readonly case: CaseRecord;
}

async function linksOf({ id }: CaseRecord, _args: object, context: RequestContext): Promise<readonly LinkValue[]> {
  const links = (await loaders.links(context).load(id)).slice(0, 50);
  const found = await Promise.all(links.map((link) => loaders.cases(context).load(link.caseId)));
  return links.flatMap(({ relation }, index) => {
    const other = found[index];
    return other ? [{ relation, case: other }] : [];
  });
}

@access('case')
@ObjectType('CaseLink', {
  description: 'A tie between two cases: one that moves to another jurisdiction is a new case, linked to the old one.',
})
export class CaseLinkObject {
  @shown(() => String, {
    description: 'What the other case is to this one, e.g. `continuedBy`, `continues`.',
    plan: { attribute: 'relation' },
  })
  relation: string;

  @shown(() => CaseInterface, { description: 'The other case.', plan: { relation: 'other' } })
  case: object;
}

@access('case')
@ObjectType('DormantCase', {
  implements: [CaseInterface, NodeInterface],
  description: 'A case whose plugin is not loaded here: readable, never movable.',
})
export class DormantCaseObject {}

export const { Connection: CaseConnection } = caseConnectionObjects('Case', () => CaseInterface);
