import type { RequestContext, UnitRecord, Window } from '@maplebridge/contract';
import { ID, Int, ObjectType } from 'type-graphql';
import { childrenOf } from '../children';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { windowArguments, windowOf } from '../window';
import { connectionObjects, connectionOf } from './connection';
import { holderArguments, holdersOf, PostHolderObject } from './holder';
import { NodeInterface } from './node';
import { access } from '../access/access';

@access('open')
@ObjectType('Unit', {
  implements: NodeInterface,
  description:
    'An organisation that can answer for cases, in one tree with history. Territory is `Place`; a hospital or a court is a unit too, by `kind`.',
})
export class UnitObject {
  @shown(() => ID, {
    description: 'Global id of the unit.',
    read: (unit: UnitRecord) => toGlobalId('unit', unit.id),
    plan: { attribute: 'id', id: 'unit' },
  })
  id: string;

  @shown(() => String, { description: 'Code of the unit, unique and stable over renamings.', plan: { attribute: 'code' } })
  code: string;

  @spoken('Name of the unit.', (unit: UnitRecord) => unit.name, { plan: { label: 'name' } })
  name: string;

  @shown(() => String, {
    description: 'What kind of organisation it is; kinds are data, e.g. `police`, `court`, `hospital`, `marketOffice`.',
    plan: { attribute: 'kind' },
  })
  kind: string;

  @spoken('The kind in words.', (unit: UnitRecord) => unit.kindLabel, { plan: { label: 'kindLabel' } })
  kindLabel: string;

  @shown(() => Int, { description: 'Distance from the root, 0 to 7.', plan: { attribute: 'level' } })
  level: number;

  @shown(() => UnitObject, {
    nullable: true,
    description: 'The unit right above; null at the root.',
    read: (unit: UnitRecord, _args: object, context: RequestContext) =>
      unit.parentId === null ? null : loaders.units(context).load(unit.parentId),
    plan: { relation: 'parent' },
  })
  parent: UnitRecord;

  @shown(() => [UnitObject], {
    description: 'All units above, from the root down; at most 7.',
    read: (unit: UnitRecord, _args: object, context: RequestContext) => ancestorsOf(unit, context),
    plan: { relation: 'ancestors', most: 7 },
  })
  ancestors: readonly UnitRecord[];

  @shown(() => UnitConnection, {
    description: 'Units right below, by code.',
    args: windowArguments,
    read: async (unit: UnitRecord, window: Window, context: RequestContext) =>
      connectionOf(await childrenOf(context, unit.id, windowOf(window))),
  })
  children: object;

  @shown(() => [PostHolderObject], {
    description:
      'Who holds posts in this very unit now, by role and then the longest first, at most 100; empty for a viewer who holds no post.',
    args: holderArguments,
    read: holdersOf,
    access: 'signedIn',
    askedBy: 'staff',
  })
  holders: readonly object[];

  @shown(() => String, {
    description: 'IANA time zone in which its days begin and end, e.g. `Asia/Shanghai`.',
    plan: { attribute: 'timeZone' },
  })
  timeZone: string;

  @shown(() => DateTimeScalar, { description: 'Since when it exists.', plan: { attribute: 'from' } })
  from: Date;

  @shown(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it exists.', plan: { attribute: 'until' } })
  until: Date;
}

async function ancestorsOf(unit: UnitRecord, context: RequestContext): Promise<readonly unknown[]> {
  const above = unit.path.filter((id) => id !== unit.id);
  const found = await loaders.units(context).loadMany(above);
  const failed = found.find((one) => one instanceof Error);
  if (failed) throw failed;
  return found.filter((one) => one !== null);
}

export const { Connection: UnitConnection } = connectionObjects('Unit', () => UnitObject);
