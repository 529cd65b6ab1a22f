import { SingleBar } from 'cli-progress';
import type { Figures } from './tally';

export interface Reached {
  readonly figures: Figures;
  /** Bytes of the file read. */
  readonly bytes: number;
}

/** Tells a person, or a script, how far an import is. */
export interface Progress {
  begin(size: number | null): void;
  reached(at: Reached): void;
  end(): void;
}

export const silent: Progress = { begin: () => undefined, reached: () => undefined, end: () => undefined };

/** A bar on a terminal, on stderr: what is printed for scripts stays clean. */
export function progressBar(): Progress {
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {rows} rows  {speed} rows/s  ETA {eta_formatted}',
    hideCursor: true,
    stopOnComplete: false,
    clearOnComplete: true,
    stream: process.stderr,
    barsize: 30,
  });
  let began = performance.now();
  return {
    begin: (size) => {
      began = performance.now();
      bar.start(size ?? 1, 0, { rows: 0, speed: '-' });
    },
    reached: ({ figures, bytes }) =>
      bar.update(bytes, { rows: figures.rows, speed: Math.round((figures.rows * 1000) / (performance.now() - began)) }),
    end: () => bar.stop(),
  };
}

/** A line now and then, for logs and for scripts: at most one in as many milliseconds. */
export function progressLines(
  write: (at: Reached & { readonly size: number | null; readonly rowsPerSecond: number }) => void,
  every: number,
): Progress {
  let size: number | null = null;
  let began = performance.now();
  let told = began;
  return {
    begin: (given) => {
      size = given;
      told = began = performance.now();
    },
    reached: (at) => {
      const now = performance.now();
      if (now - told < every) return;
      told = now;
      write({ ...at, size, rowsPerSecond: Math.round((at.figures.rows * 1000) / (now - began)) });
    },
    end: () => undefined,
  };
}
