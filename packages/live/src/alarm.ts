/** A wait that can be cut short. `close` cuts every wait, for good. */
export interface Alarm {
  /** True once closed. */
  readonly isClosed: boolean;
  /** Resolves after the time, at a ring that came since the last wait, or at the close. */
  wait(milliseconds: number): Promise<void>;
  /** Resolves after the time or at the close; rings are kept for the next wait. */
  pause(milliseconds: number): Promise<void>;
  readonly ring: () => void;
  close(): void;
}

export function openAlarm(): Alarm {
  let isClosed = false;
  let hasRung = false;
  let wake: ((by: 'ring' | 'close') => void) | null = null;

  const until = (milliseconds: number, ends: (by: 'ring' | 'close') => boolean): Promise<void> =>
    new Promise((resolve) => {
      if (isClosed) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        wake = null;
        resolve();
      };
      const timer = setTimeout(end, milliseconds).unref();
      wake = (by) => ends(by) && end();
    });

  return {
    get isClosed() {
      return isClosed;
    },
    wait: async (milliseconds) => {
      if (!hasRung) await until(milliseconds, () => true);
      hasRung = false;
    },
    pause: (milliseconds) => until(milliseconds, (by) => by === 'close'),
    ring: () => {
      hasRung = true;
      wake?.('ring');
    },
    close: () => {
      isClosed = true;
      wake?.('close');
    },
  };
}

/** Doubles with each failure up to the longest, and varies by half so that gateways do not come back all at once. */
export const backoff = (failures: number, shortest: number, longest: number): number =>
  Math.min(longest, shortest * 2 ** Math.min(failures - 1, 20)) * (0.5 + Math.random() / 2);
