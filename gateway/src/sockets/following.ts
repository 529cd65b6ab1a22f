import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

type Results = AsyncIterableIterator<ExecutionResult>;

export interface Following {
  /** As `subscribe` of graphql-js. */
  readonly subscribe: (args: ExecutionArgs) => Promise<Results | ExecutionResult>;
  /** What the results are made of, event by event. */
  readonly sourceOf: (results: object) => object | undefined;
}

/** `subscribe` of graphql-js, with the source at hand: streams whose source is shared are not read through their results. */
export function openFollowing(): Following {
  const sources = new WeakMap<object, object>();
  return {
    sourceOf: (results) => sources.get(results),
    subscribe: async (args) => {
      const source = await createSourceEventStream(args);
      if (!(Symbol.asyncIterator in source)) return source;
      const results = resultsOf(source, async (rootValue) => execute({ ...args, rootValue }));
      sources.set(results, source);
      return results;
    },
  };
}

function resultsOf(source: AsyncIterable<unknown>, resultOf: (event: unknown) => Promise<ExecutionResult>): Results {
  const events = source[Symbol.asyncIterator]();
  const over: IteratorResult<ExecutionResult> = { done: true, value: undefined };
  const leave = async (): Promise<IteratorResult<ExecutionResult>> => {
    await events.return?.();
    return over;
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      const event = await events.next();
      return event.done ? over : { done: false, value: await resultOf(event.value) };
    },
    return: leave,
    throw: async (error) => {
      await leave();
      throw error;
    },
  };
}
