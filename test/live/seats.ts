import type { LedgerEntry, LiveEvent, Viewer } from '@maplebridge/contract';
import type { Hearing, Judge, Judgement, Live, Seat } from '@maplebridge/live';
import { paths } from './board';

/** People with a part of their own in a case, by case. They are looked up again for every answer, and may change meanwhile. */
export type Parts = Map<string, Set<string>>;

/** One person handles everything. A post shows what happens in its unit and below; a part shows its case, and hides what posts would be told of it. */
export const judgeWith = (parts: Parts, handlerId: string): Judge => {
  const hear = async (): Promise<Hearing> => ({
    people: ({ caseId }) => [...(parts.get(caseId ?? '') ?? [])],
    units: ({ unitId, previousUnitId }) => [unitId, previousUnitId].flatMap((id) => paths[id ?? ''] ?? []),
    judge: (viewer, entry) => judgementOf({ parts, handlerId }, viewer, entry),
  });
  return { hear, peopleIn: async (caseIds) => new Set(caseIds.flatMap((id) => [...(parts.get(id) ?? [])])) };
};

function judgementOf(
  { parts, handlerId }: { readonly parts: Parts; readonly handlerId: string },
  viewer: Viewer,
  entry: LedgerEntry,
): Judgement {
  const hasPart = isIn(parts, viewer, entry);
  const holds = (unitId: string | null): boolean => viewer.posts.some((post) => paths[unitId ?? '']?.includes(post.unitId));
  const traits = {
    jurisdiction: 'x',
    placeIds: [],
    handlerId,
    isUnsigned: false,
    dueAt: null,
    openedAt: entry.happenedAt,
  };
  const sees = (unitId: string | null) => (hasPart || holds(unitId) ? traits : null);
  const mayRead = entry.audience === 'case' || (!hasPart && viewer.posts.some(({ role }) => role === 'supervisor'));
  return {
    before: sees(entry.previousUnitId ?? entry.unitId),
    after: sees(entry.unitId),
    told: mayRead ? { note: hasPart ? 'to a party' : 'to a post', source: null } : null,
  };
}

const isIn = (parts: Parts, { personId }: Viewer, { caseId }: LedgerEntry): boolean => parts.get(caseId ?? '')?.has(personId) === true;

/** What a subscription was sent, in words: what happened, as whom it was answered, and what its viewer sees of the case. */
export interface Ear {
  readonly heard: string[];
  /** Stops taking and starts again. */
  deafen(): void;
  listen(): void;
  readonly stream: AsyncIterableIterator<LiveEvent>;
  readonly ended: Promise<void>;
}

interface Listening {
  readonly live: Live;
  readonly viewer: Viewer;
  readonly watch: Parameters<ReturnType<Live['streamsFor']>['watch']>[0];
  readonly parts: Parts;
  /** Absent: answered alone, event by event. */
  readonly kind?: string;
  readonly onHeard: () => void;
  /** Awaited in every answer given for a cohort. */
  readonly pause?: () => Promise<void>;
}

/** Reads like a door: through the iterator, or from a seat once the stream is told together. */
export function listen({ live, viewer, watch, parts, kind, onHeard, pause }: Listening): Ear {
  const heard: string[] = [];
  let [isDeaf, onRoom] = [false, (): void => undefined];
  const say = (words: string): void => {
    heard.push(words);
    onHeard();
  };
  const stream = live.streamsFor(viewer).watch(watch);
  const seat: Seat = {
    kind: kind ?? '',
    looksFurther: true,
    answer: async (events) => {
      await pause?.();
      return { viewer, payloads: events.map((event) => Buffer.from(wordsOf(event, { viewer, parts }))) };
    },
    send: (payloads) => {
      if (!isDeaf) payloads.forEach((payload) => say(String(payload)));
      return !isDeaf;
    },
    onRoom: (act) => {
      onRoom = act;
    },
  };
  if (kind !== undefined) live.share(stream, seat);
  const read = async (): Promise<void> => {
    for await (const event of stream) say(wordsOf(event, { viewer, parts }));
    say('over');
  };
  return {
    heard,
    stream,
    ended: read(),
    deafen: () => {
      isDeaf = true;
    },
    listen: () => {
      isDeaf = false;
      onRoom();
    },
  };
}

function wordsOf(event: LiveEvent, { viewer, parts }: { readonly viewer: Viewer; readonly parts: Parts }): string {
  if (event.kind === 'caughtUp') return 'caughtUp';
  if (event.kind === 'resync') return `resync ${event.reason}`;
  if (event.kind === 'caseLeft') return `left ${event.caseId}`;
  const { entry, note } = event.change;
  return `${entry.id} ${note ?? ''} ${isIn(parts, viewer, entry) ? 'seen by a party' : 'seen by a post'}`;
}
