/** Waiting of something that runs for ever: until it is woken, for a time, or for good. */
export interface Rest {
  /** At most so long; shorter when woken. */
  until(ms: number): Promise<void>;
  /** So long; only the end is sooner. */
  undisturbed(ms: number): Promise<void>;
  wake(): void;
  /** Ends the rest that is taken, and every later one at once. */
  end(): void;
  isOver(): boolean;
}

export function openRest(): Rest {
  let isOver = false;
  let isLight = false;
  let finish: () => void = () => undefined;
  const sleep = (ms: number, light: boolean): Promise<void> =>
    new Promise((resolve) => {
      if (isOver || ms === 0) return resolve();
      isLight = light;
      const timer = setTimeout(resolve, ms);
      finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    until: (ms) => sleep(ms, true),
    undisturbed: (ms) => sleep(ms, false),
    wake: () => {
      if (isLight) finish();
    },
    end: () => {
      isOver = true;
      finish();
    },
    isOver: () => isOver,
  };
}
