import type { ExecutionResult, FormattedExecutionResult } from 'graphql';

export type Results = AsyncIterable<ExecutionResult> & Partial<Pick<AsyncIterator<ExecutionResult>, 'return'>>;

/** One operation of an event stream, read result by result. */
export interface Run extends AsyncIterableIterator<FormattedExecutionResult> {
  /** Nothing more comes from its source: this result is its last. */
  readonly end: (last: FormattedExecutionResult) => void;
  readonly return: () => Promise<IteratorResult<FormattedExecutionResult>>;
  readonly throw: (error: unknown) => Promise<IteratorResult<FormattedExecutionResult>>;
}

export interface RunPort {
  /** Called when the first result is asked for, so that nothing is left running when nobody asks. */
  readonly start: () => Promise<Results | ExecutionResult>;
  readonly format: (result: ExecutionResult) => FormattedExecutionResult;
  /** What a client is told when the source fails in the middle. */
  readonly failed: (error: unknown) => FormattedExecutionResult;
  /** Before every result but the first. */
  readonly room: () => Promise<void>;
  readonly handed: () => void;
}

type Step = IteratorResult<FormattedExecutionResult>;
const over: Step = { done: true, value: undefined };

/** What changes while a run lives. */
interface Course {
  source: AsyncIterator<ExecutionResult> | null;
  isOver: boolean;
  /** Said once nothing more comes from the source, before the end. */
  last: FormattedExecutionResult | null;
  reader: ((step: Step) => void) | null;
}

/**
 * waiting to be started -> running -> over. Not a generator: one that waits for an event does not notice that its reader has gone.
 * Over at once when the reader leaves; over after one more result when the source fails or `end` is called.
 */
export function openRun(port: RunPort): Run {
  const course: Course = { source: null, isOver: false, last: null, reader: null };
  const end = (result: FormattedExecutionResult): void => {
    if (course.isOver) return;
    if (course.reader) tell(port, course, { done: false, value: result });
    else course.last = result;
    stop(course).catch(() => undefined); // it has failed or was told to end: there is nobody to tell more
  };
  const next = (): Promise<Step> => {
    const { last, isOver } = course;
    course.last = null;
    if (last) port.handed();
    if (last || isOver) return Promise.resolve(last ? { done: false, value: last } : over);
    return new Promise((resolve) => {
      course.reader = resolve;
      pull(port, course).catch((error: unknown) => end(port.failed(error)));
    });
  };
  const leave = async (): Promise<Step> => {
    course.last = null;
    if (!course.isOver) await stop(course);
    tell(port, course, over);
    return over;
  };
  const run: Run = { next, end, return: leave, throw: leave, [Symbol.asyncIterator]: () => run };
  return run;
}

async function pull(port: RunPort, course: Course): Promise<void> {
  if (course.source) await port.room();
  course.source ??= readerOf(await port.start());
  if (course.isOver) return void (await course.source.return?.()); // left while it was starting
  const step = await course.source.next();
  if (course.isOver) return;
  if (step.done) course.isOver = true;
  tell(port, course, step.done ? over : { done: false, value: port.format(step.value) });
}

function tell(port: RunPort, course: Course, step: Step): void {
  const { reader } = course;
  course.reader = null;
  if (reader && !step.done) port.handed();
  reader?.(step);
}

async function stop(course: Course): Promise<void> {
  course.isOver = true;
  await course.source?.return?.();
}

/** A single result is a stream of one. */
function readerOf(results: Results | ExecutionResult): AsyncIterator<ExecutionResult> {
  if (Symbol.asyncIterator in results) return results[Symbol.asyncIterator]();
  let isRead = false;
  return {
    next: async () => {
      if (isRead) return { done: true, value: undefined };
      isRead = true;
      return { done: false, value: results };
    },
  };
}
