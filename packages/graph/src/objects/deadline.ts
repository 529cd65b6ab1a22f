import type { DeadlineRecord, DeadlineSpan, PolicyDecision, Source } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { DeadlineStateEnum } from '../enums';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { CitationObject } from './citation';
import { PolicyDecisionObject } from './policyDecision';
import { access } from '../access/access';

@access('case')
@ObjectType('DeadlineSpan', { description: 'One stretch of a clock: counted or not, and why.' })
export class DeadlineSpanObject {
  @shown(() => DateTimeScalar, { description: 'Start of the stretch.' })
  from: Date;

  @shown(() => DateTimeScalar, { nullable: true, description: 'End of the stretch; null while it lasts.' })
  to: Date;

  @shown(() => Boolean, { description: 'Does the stretch count towards the limit?' })
  isCounted: boolean;

  @spoken('Why it counts or does not.', (span: DeadlineSpan) => span.reason)
  reason: string;

  @shown(() => CitationObject, { nullable: true, description: 'The rule by which it counts or does not.' })
  source: Source;
}

@access('case')
@ObjectType('Deadline', { description: 'A clock of a case as it stands now, with the rule or local policy that set it.' })
export class DeadlineObject {
  @shown(() => String, { description: 'Code of the clock within its case type.' })
  code: string;

  @spoken('What the limit is for.', (deadline: DeadlineRecord) => deadline.label)
  label: string;

  @shown(() => DateTimeScalar, { description: 'When the clock started.' })
  startedAt: Date;

  @shown(() => DateTimeScalar, { description: 'When it runs out, as far as is known now: see `isProvisional`.' })
  dueAt: Date;

  @shown(() => DeadlineStateEnum, { description: 'How the clock stands.' })
  state: string;

  @shown(() => CitationObject, { description: 'The rule, or the row of local policy, that decided the length.' })
  source: Source;

  @shown(() => PolicyDecisionObject, {
    nullable: true,
    description: 'The local policy that decided the length, with the row that set it; null where a law did.',
  })
  decidedBy: PolicyDecision;

  @shown(() => Boolean, { description: 'True while a calendar year or the end of a pause is not known yet.' })
  isProvisional: boolean;

  @shown(() => [DeadlineSpanObject], {
    description: 'Stretches that sum to the elapsed time; at most 200, the latest last.',
    read: ({ spans }: DeadlineRecord) => spans.slice(-200),
  })
  explain: readonly DeadlineSpan[];
}
