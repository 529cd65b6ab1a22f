import type { PolicyDecision, RequestContext, UnitRecord } from '@maplebridge/contract';
import { Int, ObjectType } from 'type-graphql';
import { PolicyUnitEnum } from '../enums';
import { loaders } from '../loaders';
import { DateScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { UnitObject } from './unit';
import { access } from '../access/access';

@access('open')
@ObjectType('PolicyDecision', {
  description:
    'A number that a place may set for itself, as it held where and when it was asked for: the row of the nearest unit upward, else the default.',
})
export class PolicyDecisionObject {
  @shown(() => String, {
    description: 'Name of the policy, `<owner>.<key>`, e.g. `duty.signFor`.',
    read: ({ key }: PolicyDecision) => key.name,
  })
  key: string;

  @spoken('What the policy is for.', ({ key }: PolicyDecision) => key.label)
  label: string;

  @shown(() => Int, { description: 'The number, counted in `measure`.' })
  value: number;

  @shown(() => PolicyUnitEnum, { description: 'What the number counts.', read: ({ key }: PolicyDecision) => key.unit })
  measure: string;

  @shown(() => UnitObject, {
    nullable: true,
    description: 'The unit that set it, for itself and all below; null for the default.',
    read: ({ row }: PolicyDecision, _args: object, context: RequestContext) =>
      row === null ? null : loaders.units(context).load(row.unitId),
  })
  unit: UnitRecord;

  @shown(() => DateScalar, {
    nullable: true,
    description: 'First day on which the row holds; null for the default.',
    read: ({ row }: PolicyDecision) => row?.from ?? null,
  })
  validFrom: string;

  @shown(() => DateScalar, {
    nullable: true,
    description: 'First day on which the row no longer holds; null while no end is set, and for the default.',
    read: ({ row }: PolicyDecision) => row?.until ?? null,
  })
  validUntil: string;

  @shown(() => Boolean, {
    description: 'True when no unit upward has set it, so that the declared default holds.',
    read: ({ row }: PolicyDecision) => row === null,
  })
  isDefault: boolean;
}
