import type { ChangeRecord, LiveEvent } from '@maplebridge/contract';
import { ID, InterfaceType, ObjectType } from 'type-graphql';
import { ResyncReasonEnum } from '../enums';
import { toGlobalId } from '../globalId';
import { DateTimeScalar } from '../scalars/instants';
import { CursorScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { access } from '../access/access';

@InterfaceType('LiveEvent', {
  autoRegisterImplementations: false,
  description:
    'What a live stream sends: everything missed, in order, or an explicit `Resync`. Each event carries the cursor to resume after.',
})
export abstract class LiveEventInterface {
  @shown(() => CursorScalar, { description: 'Resume after it.' })
  cursor: string;
}

@access('case')
@ObjectType('CaseLeft', {
  implements: LiveEventInterface,
  description: 'The case left this viewer’s sight or the filter: drop it. Nothing else is said.',
})
export class CaseLeftObject {
  @shown(() => ID, { description: 'Global id of the case.', read: ({ caseId }: { readonly caseId: string }) => toGlobalId('case', caseId) })
  caseId: string;
}

@access('carried')
@ObjectType('CaughtUp', {
  implements: LiveEventInterface,
  description: 'Replay is over and what follows is live; repeated every 15 s, so that a board never looks fresh when it is not.',
})
export class CaughtUpObject {
  @shown(() => DateTimeScalar, { description: 'The instant up to which nothing is missing.' })
  at: Date;
}

@access('carried')
@ObjectType('Resync', {
  implements: LiveEventInterface,
  description: 'Something may be missing: fetch again, then continue after this cursor.',
})
export class ResyncObject {
  @shown(() => ResyncReasonEnum, { description: 'Why.' })
  reason: string;
}

type Streamed = Exclude<LiveEvent, { readonly kind: 'change' }> | ChangeRecord;

/** What the types above read: a change without its envelope, any other event as it is. */
export const streamed = (event: LiveEvent): Streamed => (event.kind === 'change' ? { ...event.change, cursor: event.cursor } : event);

const typenames = { caseLeft: 'CaseLeft', caughtUp: 'CaughtUp', resync: 'Resync' } as const;

export const liveEventTypename = (event: Streamed): string => ('kind' in event ? typenames[event.kind] : 'Change');
