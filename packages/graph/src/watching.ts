import type { LiveEvent, RequestContext, Watch } from '@maplebridge/contract';
import { signedIn } from './badInput';

interface Subscribing<Args> {
  readonly args: Args;
  readonly context: RequestContext;
}

/**
 * `subscribe` of a subscription whose events are live events: says what to watch, and the stream does the rest (replay,
 * resume, sight, back-pressure). The method then returns `streamed(event)` as a `LiveEvent`. Refuses who is not signed in.
 */
export const watching =
  <Args = object>(watch: (args: Args, context: RequestContext) => Watch) =>
  ({ args, context }: Subscribing<Args>): AsyncIterableIterator<LiveEvent> => {
    signedIn(context);
    return context.live.watch(watch(args, context));
  };

/** The cursor of an `after` argument; absent means from now on. */
export const resumingAfter = (after: string | null | undefined): Pick<Watch, 'after'> =>
  after === null || after === undefined ? {} : { after };
