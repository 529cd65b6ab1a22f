import type { LiveEvent, ResyncReason } from '@maplebridge/contract';
import { once, resyncEvent } from './events';

/** What waits to be read by one stream; never more than its limit. */
export interface EventQueue {
  readonly events: AsyncIterableIterator<LiveEvent>;
  /** False when nothing that is pushed will be read any more. */
  readonly isOpen: boolean;
  /** True while the reader waits and nothing waits for it. */
  readonly isIdle: boolean;
  /** Takes note of what its reader was sent past the queue. */
  passed(event: LiveEvent): void;
  /** Drops what waits for a `resync` with the cursor of what was last read; the stream goes on after it. */
  skip(reason: ResyncReason): void;
  /** When the queue is full, all that waits is dropped and one `resync slowReader` says so, with the cursor of what was last read. */
  push(event: LiveEvent): void;
  /** Drops what waits; a `resync` with the cursor of what was last read is the last event. */
  finish(reason: ResyncReason): void;
  /** Drops what waits and ends the stream, with the error if there is one. */
  end(error?: Error): void;
  /** Resolves when no more than half of the limit waits, or the queue is not open any more. */
  room(): Promise<void>;
}

export interface QueueSettings {
  readonly limit: number;
  /** The cursor of a stream from which nothing was read yet. */
  startCursor(): string;
  /** Called once, when the queue is not open any more. */
  onClosed(): void;
  /** Called whenever it becomes idle. */
  onIdle?(): void;
}

interface Reader {
  readonly resolve: (result: IteratorResult<LiveEvent>) => void;
  readonly reject: (error: Error) => void;
}

/** What changes while the queue lives. */
interface Line extends QueueSettings {
  isOpen: boolean;
  waiting: LiveEvent[];
  readers: Reader[];
  failure: Error | undefined;
  lastRead: LiveEvent | null;
  onRoom: (() => void) | null;
}

const done: IteratorResult<LiveEvent> = { done: true, value: undefined };

/**
 * open -> finishing (one last event waits) -> over; or open -> over at once, when the reader returns or the stream fails.
 * Not a generator: a generator that waits for an event does not notice that its reader has gone.
 */
export function openQueue(settings: QueueSettings): EventQueue {
  const line: Line = { ...settings, isOpen: true, waiting: [], readers: [], failure: undefined, lastRead: null, onRoom: null };
  return {
    events: iteratorOf(line),
    get isOpen() {
      return line.isOpen;
    },
    get isIdle() {
      return line.isOpen && line.readers.length > 0;
    },
    passed: (event) => {
      line.lastRead = event;
    },
    skip: (reason) => {
      line.waiting = [];
      push(line, resync(line, reason));
    },
    push: (event) => push(line, event),
    finish: (reason) => close(line, [resync(line, reason)]),
    end: (error) => close(line, [], error),
    room: () => room(line),
  };
}

function iteratorOf(line: Line): AsyncIterableIterator<LiveEvent> {
  return {
    next: () => next(line),
    return: async () => {
      leave(line);
      return done;
    },
    throw: async (error) => {
      leave(line);
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function push(line: Line, event: LiveEvent): void {
  if (!line.isOpen) return;
  const reader = line.readers.shift();
  if (reader) return reader.resolve(take(line, event));
  if (event.kind === 'caughtUp' && line.waiting.at(-1)?.kind === 'caughtUp') line.waiting.pop();
  if (line.waiting.length >= line.limit) line.waiting = [resync(line, 'slowReader')];
  else line.waiting.push(event);
}

function next(line: Line): Promise<IteratorResult<LiveEvent>> {
  const event = line.waiting.shift();
  if (event) return Promise.resolve(take(line, event));
  if (line.isOpen) return waitForEvent(line);
  const { failure } = line;
  line.failure = undefined; // thrown once; after it the stream is just over
  return failure ? Promise.reject(failure) : Promise.resolve(done);
}

function waitForEvent(line: Line): Promise<IteratorResult<LiveEvent>> {
  const waiting = new Promise<IteratorResult<LiveEvent>>((resolve, reject) => line.readers.push({ resolve, reject }));
  line.onIdle?.();
  return waiting;
}

function take(line: Line, event: LiveEvent): IteratorResult<LiveEvent> {
  line.lastRead = event;
  if (hasRoom(line)) line.onRoom?.();
  return { done: false, value: event };
}

function resync(line: Line, reason: ResyncReason): LiveEvent {
  const { lastRead } = line; // kept now: by the time its cursor is asked for, this event is the last read one itself
  return resyncEvent(
    reason,
    once(() => lastRead?.cursor ?? line.startCursor()),
  );
}

function close(line: Line, last: LiveEvent[], failure?: Error): void {
  if (!line.isOpen) return;
  const readers = line.readers;
  Object.assign(line, { isOpen: false, waiting: last, readers: [], failure });
  for (const reader of readers) void next(line).then(reader.resolve, reader.reject);
  line.onRoom?.();
  line.onClosed();
}

function leave(line: Line): void {
  line.waiting = [];
  line.failure = undefined;
  close(line, []);
}

const hasRoom = (line: Line): boolean => !line.isOpen || line.waiting.length <= line.limit / 2;

async function room(line: Line): Promise<void> {
  while (!hasRoom(line)) {
    await new Promise<void>((resolve) => {
      line.onRoom = resolve;
    });
  }
}
