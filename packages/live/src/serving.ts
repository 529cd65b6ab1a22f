import type { LiveEvent } from '@maplebridge/contract';
import type { Judge } from './judge';
import { patiently, type Patience } from './patience';
import type { Answers } from './seat';
import type { Cohort, Item, SeatedWatcher } from './watcher';

export interface ServingPorts extends Patience {
  readonly judge: Judge;
  /** The socket of this member has no room: what waits for it is dropped. */
  readonly fallBehind: (member: SeatedWatcher) => void;
}

/** Answers these items and sends them to the members of the cohort, each in order. */
export async function serveParcel(ports: ServingPorts, cohort: Cohort, items: readonly Item[]): Promise<void> {
  const apart = new Set<unknown>(items.flatMap(({ only, except }) => [...(only ? [only] : []), ...except]));
  const first = items[0]?.nth ?? 0;
  const nth = items.at(-1)?.nth ?? 0;
  const together: SeatedWatcher[] = [];
  const each: Promise<void>[] = [];
  for (const [member, since] of cohort.members) {
    if (since <= first && !apart.has(member)) together.push(member);
    else each.push(serveAlone(ports, member, { cohort, nth, events: itemsOf(member, since, items).map(({ event }) => event) }));
  }
  const shared = items.filter(({ only }) => only === null).map(({ event }) => event);
  await Promise.all([...each, shared.length > 0 ? serveTogether(ports, together, { cohort, nth, events: shared }) : null]);
}

/** What one member is told, in order, when it is not what everybody is told. */
const itemsOf = (member: SeatedWatcher, since: number, items: readonly Item[]): readonly Item[] =>
  items.filter(({ nth, only, except }) => nth >= since && (only === member || (only === null && !except.has(member))));

interface Service {
  readonly cohort: Cohort;
  readonly events: readonly LiveEvent[];
  /** The last item of the parcel: who joined after it is told nothing of it. */
  readonly nth: number;
}

async function serveAlone(ports: ServingPorts, member: SeatedWatcher, service: Service): Promise<void> {
  if (service.events.length === 0) return;
  const answers = await answer(ports, member, service.events);
  if (answers) send(ports, service, { member, answers });
}

/**
 * The first member's answers serve the others too, if nothing personal got into them: its rights did not move, and it has no part of
 * its own in a case that they show. Both are looked at after the answer, so that what happens meanwhile is seen; people who got a
 * part in such a case since it was judged are answered apart.
 */
async function serveTogether(ports: ServingPorts, members: readonly SeatedWatcher[], service: Service): Promise<void> {
  const [lead, ...rest] = members;
  if (!lead) return;
  const { events } = service;
  const answers = await answer(ports, lead, events);
  const others = await othersServedBy(ports, { lead, rest, events, answers });
  if (answers) for (const member of [lead, ...others.alike]) send(ports, service, { member, answers });
  await Promise.all([...others.apart.map((member) => serveAlone(ports, member, service)), serveTogether(ports, others.again, service)]);
}

interface Others {
  readonly alike: readonly SeatedWatcher[];
  readonly apart: readonly SeatedWatcher[];
  /** To be served anew, with another lead. */
  readonly again: readonly SeatedWatcher[];
}

interface Answered {
  readonly lead: SeatedWatcher;
  readonly rest: readonly SeatedWatcher[];
  readonly events: readonly LiveEvent[];
  readonly answers: Answers | null;
}

async function othersServedBy(ports: ServingPorts, { lead, rest, events, answers }: Answered): Promise<Others> {
  if (answers?.viewer !== lead.viewer) return { alike: [], apart: [], again: rest };
  const isOnePerson = rest.every(({ viewer }) => viewer.personId === lead.viewer.personId);
  const caseIds = lead.seat.looksFurther && !isOnePerson ? casesIn(events) : [];
  if (caseIds.length === 0) return { alike: rest, apart: [], again: [] };
  const people = await patiently(ports, () => ports.judge.peopleIn(caseIds));
  if (people.has(lead.viewer.personId)) return { alike: [], apart: [], again: rest };
  const hasPart = ({ viewer }: SeatedWatcher): boolean => people.has(viewer.personId);
  return { alike: rest.filter((one) => !hasPart(one)), apart: rest.filter(hasPart), again: [] };
}

const casesIn = (events: readonly LiveEvent[]): readonly string[] => [
  ...new Set(events.flatMap((event) => (event.kind === 'change' && event.change.entry.caseId !== null ? [event.change.entry.caseId] : []))),
];

/** Null when it could not be answered; the stream has ended with the error then. */
async function answer({ onTrouble }: ServingPorts, { seat, queue }: SeatedWatcher, events: readonly LiveEvent[]): Promise<Answers | null> {
  try {
    return await seat.answer(events);
  } catch (error) {
    onTrouble(error as Error); // only errors are thrown by doors
    queue.end(error as Error);
    return null;
  }
}

interface Sending {
  readonly member: SeatedWatcher;
  readonly answers: Answers;
}

/** A member that has left meanwhile was told so through its queue, or will be: nothing follows. */
function send({ fallBehind }: ServingPorts, { cohort, events, nth }: Service, { member, answers }: Sending): void {
  const since = cohort.members.get(member);
  if (since === undefined || since > nth) return;
  const last = events.at(-1);
  if (!member.seat.send(answers.payloads)) fallBehind(member);
  else if (last) member.queue.passed(last);
}
