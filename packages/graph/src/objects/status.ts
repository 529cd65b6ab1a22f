import type { Phase, RequestContext } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { PhaseEnum } from '../enums';
import { stateLabel } from '../labels';
import { stateWords } from '../plan/words';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { access } from '../access/access';

/** Root of `CaseStatus`: a case now, or as an entry of the ledger left it. */
export interface StatusValue {
  readonly type: string;
  readonly phase: Phase;
  readonly code: string;
  readonly since: Date;
}

@access('case')
@ObjectType('CaseStatus', {
  description:
    'Where a case stands, in one shape for all types, so that fragments on two types never conflict; typed states stand in arguments only.',
})
export class CaseStatusObject {
  @shown(() => PhaseEnum, { description: 'The phase: the same six words for every jurisdiction.', plan: { attribute: 'phase' } })
  phase: string;

  @shown(() => String, { description: 'Code of the state within the case type.', plan: { attribute: 'code' } })
  code: string;

  @spoken('The state in words.', ({ type, code }: StatusValue, context: RequestContext) => stateLabel(type, code, context), {
    plan: { value: stateWords },
  })
  label: string;

  @shown(() => DateTimeScalar, { description: 'Since when.', plan: { attribute: 'since' } })
  since: Date;
}
