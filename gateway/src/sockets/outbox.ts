import type { Duplex } from 'node:stream';

/** Where ready frames of one socket wait for the end of the turn, so that all of them go out in one write. */
export interface Outbox {
  /** False when too much of what was sent before still waits: nothing is taken then, until there is room. */
  put(frames: Buffer): boolean;
  /** True from the first refusal until everything that waited has been sent. */
  readonly isFull: boolean;
  /** Called once, when that is so. */
  readonly onRoom: (act: () => void) => void;
}

export interface OutboxSettings {
  /** Bytes that may wait from earlier turns. */
  readonly waitingBytes: number;
  /** Bytes that one turn may add. */
  readonly turnBytes: number;
}

/** What is to be written at the end of this turn, for all sockets of a door. */
export interface Round {
  readonly join: (line: Duplex) => void;
}

export function openRound(): Round {
  const corked: Duplex[] = [];
  const end = (): void => {
    for (const line of corked.splice(0)) line.uncork();
  };
  return {
    join: (line) => {
      line.cork();
      if (corked.push(line) === 1) setImmediate(end);
    },
  };
}

/**
 * Writes to the line under the socket: ws writes whole frames to it too, never parts of one, as long as nothing is compressed. A corked
 * line keeps the order of both.
 */
export function openOutbox(line: Duplex, round: Round, { waitingBytes, turnBytes }: OutboxSettings): Outbox {
  const waiting: (() => void)[] = [];
  let [isFull, waited] = [false, 0];

  const hasRoom = (): boolean => {
    if (isFull) return false;
    if (line.writableCorked === 0) waited = line.writableLength;
    return waited <= waitingBytes && line.writableLength - waited <= turnBytes;
  };
  const refuse = (): false => {
    if (!isFull) line.once('drain', drained);
    isFull = true;
    return false;
  };
  const drained = (): void => {
    isFull = false;
    for (const act of waiting.splice(0)) act();
  };

  return {
    get isFull() {
      return isFull;
    },
    put: (frames) => {
      if (!hasRoom()) return refuse();
      if (line.writableCorked === 0) round.join(line);
      line.write(frames);
      return true;
    },
    onRoom: (act) => void waiting.push(act),
  };
}
