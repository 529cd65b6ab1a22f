import type { AnyCaseType, Constructor, LiveEvent, MoveOf, RequestContext, StateOf } from '@maplebridge/contract';
import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { access, type AskedBy } from '../access/access';
import { alike } from '../alike';
import { casePage } from '../casePage';
import type { CaseConnectionValue } from '../objects/connection';
import { LiveEventInterface, streamed } from '../objects/liveEvent';
import { CursorScalar } from '../scalars/tokens';
import { beginsStatement, pageOfCases } from '../plan/entries';
import { resumingAfter, watching } from '../watching';
import { WindowArgs } from '../window';
import { caseObjects } from './objects';

interface RootField {
  /** The name of the root field; it bears the name of the case type. */
  readonly name: string;
  /** What a frontend developer reads. */
  readonly description: string;
  /** `residents`: a gateway for residents serves it too. Staff alone when absent. */
  readonly askedBy?: AskedBy;
}

/** A list of its own: cases of the type that stand in these states, nearest deadline first. */
export function caseListResolver<Type extends AnyCaseType>(
  type: Type,
  { name, description, states, askedBy }: RootField & { readonly states: readonly StateOf<Type>[] },
): Constructor {
  const { Connection } = caseObjects(type);

  @Resolver()
  class CaseList {
    @access('seen', askedBy)
    @Query(() => Connection, { name, nullable: true, description })
    @beginsStatement(pageOfCases(() => ({ types: [type.name], states })))
    list(@Ctx() context: RequestContext, @Args(() => WindowArgs) window: WindowArgs): Promise<CaseConnectionValue | null> {
      return casePage(context, { types: [type.name], states }, window);
    }
  }
  return CaseList;
}

/** A stream of its own: what happens to cases of the type by these moves or commands (`<owner>.<name>`), resumable like every stream. */
export function caseMovesResolver<Type extends AnyCaseType>(
  type: Type,
  { name, description, moves, askedBy }: RootField & { readonly moves: readonly (MoveOf<Type> | 'opened' | `${string}.${string}`)[] },
): Constructor {
  const subscribe = watching<{ readonly after?: string | null }>(({ after }) => ({
    filter: { types: [type.name] },
    entryTypes: moves,
    ...resumingAfter(after),
  }));

  @Resolver()
  class CaseMoves {
    @access('stream', askedBy)
    @alike()
    @Subscription(() => LiveEventInterface, { name, description, subscribe })
    moved(
      @Root() event: LiveEvent,
      @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
      _after: string | null,
    ): object {
      return streamed(event);
    }
  }
  return CaseMoves;
}
