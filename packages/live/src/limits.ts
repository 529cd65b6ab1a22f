/** What one gateway spends on streams, whoever reads them. */
export interface LiveLimits {
  /** Events that may wait in one stream. */
  readonly queue: number;
  /** Entries looked at to tell one stream what it missed. */
  readonly replay: number;
  readonly replaysAtOnce: number;
  /** Milliseconds between two `caughtUp`. */
  readonly caughtUpEvery: number;
}

export const liveLimits: LiveLimits = { queue: 1000, replay: 10_000, replaysAtOnce: 4, caughtUpEvery: 15_000 };
