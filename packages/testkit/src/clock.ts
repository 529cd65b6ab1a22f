/** A clock that stands still until a test turns it. */
export interface Clock {
  readonly now: () => Date;
  set(to: Date | string): void;
  advance(by: Span): void;
}

export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

export function openClock(start: Date): Clock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    set: (to) => {
      at = new Date(to).getTime();
    },
    advance: ({ days = 0, hours = 0, minutes = 0 }) => {
      at += ((days * 24 + hours) * 60 + minutes) * 60_000;
    },
  };
}
