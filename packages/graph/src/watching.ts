import type { LiveEvent, RequestContext, Watch } from '@maplebridge/contract';
import { signedIn } from './badInput';
import { forgetAll } from './loaders';

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
    const events = context.live.watch(watch(args, context));
    const fresh = freshly(events, context);
    within.set(fresh, events);
    return fresh;
  };

const within = new WeakMap<object, AsyncIterableIterator<LiveEvent>>();

/** The stream of `live` that a source made by `watching` reads event by event; undefined for a source that does anything else. */
export const streamWithin = (source: object): AsyncIterableIterator<LiveEvent> | undefined => within.get(source);

/** A context may outlive many events; what was looked up for one must not be shown with the next. Closing goes straight through. */
function freshly(events: AsyncIterableIterator<LiveEvent>, context: RequestContext): AsyncIterableIterator<LiveEvent> {
  const over = (): Promise<IteratorResult<LiveEvent>> => Promise.resolve({ done: true, value: undefined });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = await events.next();
      forgetAll(context);
      return result;
    },
    return: () => events.return?.() ?? over(),
    throw: (error) => events.throw?.(error) ?? over(),
  };
}

/** The cursor of an `after` argument; absent means from now on. */
export const resumingAfter = (after: string | null | undefined): Pick<Watch, 'after'> =>
  after === null || after === undefined ? {} : { after };
