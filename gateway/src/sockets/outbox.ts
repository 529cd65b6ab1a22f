import type { Duplex } from 'node:stream';
import { bytesOf, openPress } from './frames';

/** Where messages of one socket wait for the end of the turn, so that all of them go out in one write. */
export interface Outbox {
  /** Data messages of one operation. False when too much of earlier ones still waits: nothing is taken then, until there is room. */
  put(opening: Buffer, payloads: readonly Buffer[]): boolean;
  /** Writes what waits for the end of the turn: before anything else is sent. */
  readonly flush: () => void;
  /** True from the first refusal until everything that waited has been sent. */
  readonly isFull: boolean;
  /** Called once, when that is so. */
  readonly onRoom: (act: () => void) => void;
}

export interface OutboxLimits {
  /** Bytes that may wait from earlier turns. */
  readonly waitingBytes: number;
  /** Bytes that one turn may add. */
  readonly turnBytes: number;
}

/** Outboxes of one door, each for the line under a socket; once the socket is not open any more, what waits is dropped. */
export type OpenOutbox = (line: Duplex, isOpen: () => boolean) => Outbox;

const nothing = Buffer.alloc(0);

interface Part {
  readonly opening: Buffer;
  readonly payloads: readonly Buffer[];
}

/**
 * Frames are written to the line itself. ws writes to it too, always whole frames and at once, as long as nothing is compressed; so
 * both may take turns, and `flush` keeps their order.
 */
export function openOutboxes({ waitingBytes, turnBytes }: OutboxLimits): OpenOutbox {
  const write = openWriter();
  const atEndOfTurn = openTurns();
  return (line, isOpen) => {
    let parts: Part[] = [];
    let [bytes, isFull] = [0, false];
    const waiting: (() => void)[] = [];
    const flush = (): void => {
      const due = parts;
      [parts, bytes] = [[], 0];
      if (isOpen()) write(line, due);
    };
    const drained = (error?: Error | null): void => {
      if (error) return; // the line broke, and the socket's closing is on its way
      isFull = false;
      for (const act of waiting.splice(0)) act();
    };
    const refuse = (): false => {
      if (isFull) return false;
      isFull = true;
      flush();
      line.write(nothing, drained); // called back when all before it has been sent
      return false;
    };
    return {
      get isFull() {
        return isFull;
      },
      put: (opening, payloads) => {
        if (isFull || line.writableLength > waitingBytes || bytes > turnBytes) return refuse();
        if (parts.length === 0) atEndOfTurn(flush);
        bytes += bytesOf(opening, payloads);
        parts.push({ opening, payloads });
        return true;
      },
      flush,
      onRoom: (act) => void waiting.push(act),
    };
  };
}

/** A line that took everything at once has let go of the bytes by then: the next may have them. */
function openWriter(): (line: Duplex, parts: readonly Part[]) => void {
  const press = openPress();
  const writeOne = (line: Duplex, { opening, payloads }: Part): void => {
    line.write(press.print(opening, payloads));
    if (line.writableLength > 0) press.keep();
  };
  return (line, parts) => {
    if (parts.length > 1) line.cork();
    for (const part of parts) writeOne(line, part);
    if (parts.length > 1) line.uncork();
  };
}

function openTurns(): (act: () => void) => void {
  let acts: (() => void)[] = [];
  const end = (): void => {
    const due = acts;
    acts = [];
    for (const act of due) act();
  };
  return (act) => {
    if (acts.push(act) === 1) setImmediate(end);
  };
}
