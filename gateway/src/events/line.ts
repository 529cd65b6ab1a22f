import type { ServerResponse } from 'node:http';
import type { ConnectionLimits } from '../limits';

/** What goes out over one event stream, at the pace of its reader. */
export interface Line {
  /** One result was handed over to be written. */
  readonly handed: () => void;
  /** Resolves when all that was handed over is on its way and little of it waits, or the line is over: the next may be made then. */
  readonly room: () => Promise<void>;
  /** Writes until `texts` ends or the reader is gone, and ends the response. A reader who stays behind for too long is cut off. */
  readonly write: (texts: AsyncIterable<string>, response: ServerResponse, onSlow: () => void) => Promise<void>;
}

type Bounds = Pick<ConnectionLimits, 'waitingBytes' | 'slowMs'>;

/**
 * graphql-sse keeps what is not written yet in a list without a bound, and asks for the next result at once. So results are made only
 * when there is room: what waits for a slow reader stays in the queue of its stream, which is bounded and says `Resync` when it is full.
 */
export function openLine(bounds: Bounds): Line {
  let [underWay, isOver] = [0, false];
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const due = waiting;
    waiting = [];
    for (const act of due) act();
  };
  return {
    handed: () => {
      underWay += 1;
    },
    room: async () => {
      while (underWay > 0 && !isOver) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    write: async (texts, response, onSlow) => {
      for await (const text of texts) {
        if (response.destroyed) break;
        response.write(text);
        await drained(response, bounds, onSlow);
        if (text.startsWith('event: next')) underWay -= 1;
        if (underWay === 0) wake();
      }
      isOver = true;
      wake();
      response.end();
    },
  };
}

/** Waits for a reader who is behind. `drain` comes when everything has been taken, `close` when the line was cut. */
async function drained(response: ServerResponse, { waitingBytes, slowMs }: Bounds, onSlow: () => void): Promise<void> {
  if (response.destroyed || response.writableLength <= waitingBytes) return;
  await new Promise<void>((resolve) => {
    const cut = (): void => {
      onSlow();
      response.destroy();
    };
    const patience = setTimeout(cut, slowMs);
    const over = (): void => {
      clearTimeout(patience);
      response.off('drain', over).off('close', over);
      resolve();
    };
    response.on('drain', over).on('close', over);
  });
}
