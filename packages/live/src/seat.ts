import type { LiveEvent, Viewer } from '@maplebridge/contract';

/** What some events look like on the wire, whoever gets them. */
export interface Answers {
  /** One for each event, in their order. */
  readonly payloads: readonly Buffer[];
  /** Whose rights they were answered by: rights that move meanwhile are loaded again. */
  readonly viewer: Viewer | null;
}

/** Where one subscription is answered and sent to, as its door provides it. Everything else about it, `live` does. */
export interface Seat {
  /** Equal where two viewers of equal sight get equal answers to the same event. */
  readonly kind: string;
  /** Do the answers show more than the event itself brings: the case as it stands? */
  readonly looksFurther: boolean;
  /** Answers the events as this subscription would be answered. */
  answer(events: readonly LiveEvent[]): Promise<Answers>;
  /** Sends them all, or none of them when too much waits to be sent already: false. */
  send(payloads: readonly Buffer[]): boolean;
  /** Called once, when what waited has been sent. Never, when the socket closes before. */
  onRoom(act: () => void): void;
}
