import type { CaseFilter, LiveEvent } from '@maplebridge/contract';
import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import { alike } from '../alike';
import { badInput } from '../badInput';
import { caseFilterOf, CaseFilterInput, type CaseFilterArgument } from '../caseFilter';
import { requireGlobalId } from '../globalId';
import { LiveEventInterface, streamed } from '../objects/liveEvent';
import { CursorScalar } from '../scalars/tokens';
import { resumingAfter, watching } from '../watching';
import { access } from '../access/access';

interface WatchArguments {
  readonly id: string;
  readonly filter?: CaseFilterArgument | null;
  readonly after?: string | null;
}

/** A stream that could never send anything would be silence: ids of other kinds are refused here, not answered with nothing. */
export function requireFilter(argument: CaseFilterArgument | null | undefined): CaseFilter {
  const filter = caseFilterOf(argument);
  if (filter !== null) return filter;
  throw badInput(
    'filter',
    'filter 中的 unit 或 place 不是相应类型的 id。',
    '`filter` names a unit or place by an id of another kind; send the `id` of a Unit or Place.',
  );
}

@Resolver()
export class CoreSubscriptions {
  @alike()
  @access('stream', 'residents')
  @Subscription(() => LiveEventInterface, {
    description: 'What happens to all cases that the viewer sees. Load a page, then subscribe after its `liveCursor`: nothing is missed.',
    subscribe: watching<WatchArguments>(({ filter, after }) => ({ filter: requireFilter(filter), ...resumingAfter(after) })),
  })
  caseEvents(
    @Root() event: LiveEvent,
    @Arg('filter', () => CaseFilterInput, {
      nullable: true,
      description: 'Only cases that meet it when it happens; one that leaves it sends `CaseLeft`.',
    })
    _filter: CaseFilterInput | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }

  @alike()
  @access('stream', 'residents')
  @Subscription(() => LiveEventInterface, {
    description: 'What happens to one case.',
    subscribe: watching<WatchArguments>(({ id, after }) => ({ caseId: requireGlobalId(id, ['case'], 'id'), ...resumingAfter(after) })),
  })
  caseChanged(
    @Root() event: LiveEvent,
    @Arg('id', () => ID, { description: 'Global id of the case.' }) _id: string,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }
}
