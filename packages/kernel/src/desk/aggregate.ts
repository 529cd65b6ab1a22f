import type { CaseFacts, DeadlineRecord, StateSpec, UnitRecord, Viewer } from '@maplebridge/contract';
import { isPersonal, type AnyCaseType } from '@maplebridge/contract';
import { linkedStates, readDecision, type PartyRow, type Seer, type StoredClock, type TimelineRow } from '@maplebridge/storage';
import { deadlineRunsOf, nearestDue, type TimelineStep } from '../law';
import { notFound } from './find';
import type { Platform } from './platform';
import { foundFor, plain, type Found } from './records';
import { isUuid } from './uuid';

/** All that a decision about one case may look at, read before anything is written and checked by the case's version afterwards. */
export interface Aggregate {
  readonly found: Found;
  readonly facts: CaseFacts<Record<string, unknown>>;
  readonly parties: readonly PartyRow[];
  readonly timeline: readonly TimelineStep[];
  /** Runs of clocks as they are stored. */
  readonly clocks: readonly StoredClock[];
  /** Legal routes that cases linked to this one are on. */
  readonly routesElsewhere: readonly string[];
}

export const stepOf = (row: Omit<TimelineRow, 'caseId'>): TimelineStep => ({
  type: row.type,
  at: row.at,
  state: row.state,
  actor: { kind: row.kind as TimelineStep['actor']['kind'], role: row.role }, // written by us only
});

/** Read in one statement; NOT_FOUND for what is absent and for what is not theirs. With a type, details of no other come along. */
export async function aggregateOf(
  platform: Platform,
  { viewer, seer }: { viewer: Viewer; seer: Seer },
  { id, type }: { readonly id: string; readonly type?: string | undefined },
): Promise<Aggregate> {
  const table = type === undefined ? undefined : platform.types.get(type)?.table;
  const asked = { tables: platform.tables, seer, id, ...(table ? { table } : {}) };
  const row = isUuid(id) ? await readDecision(platform.database.query, asked) : null;
  if (!row) throw notFound();
  const found = foundFor(platform, viewer, row);
  const { parties, clocks } = row;
  return {
    found,
    parties,
    clocks,
    routesElsewhere: row.linked.flatMap(({ type, state }) => statesOf(platform, type)[state]?.route ?? []),
    timeline: row.timeline.map((step) => stepOf({ ...step, at: new Date(step.at) })),
    facts: factsOf(platform, found, parties),
  };
}

/** By case, the legal routes that open cases linked to it are on. */
export async function routesOf(platform: Platform, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const routes = new Map<string, readonly string[]>();
  for (const { caseId, ...linked } of await linkedStates(platform.database.query, caseIds)) {
    const route = routeIn(platform, linked);
    if (route !== undefined) routes.set(caseId, [...(routes.get(caseId) ?? []), route]);
  }
  return routes;
}

/** The legal route that a case of this type in this state is on. */
export const routeIn = (platform: Platform, { type, state }: { readonly type: string; readonly state: string }): string | undefined =>
  statesOf(platform, type)[state]?.route;

const statesOf = (platform: Platform, type: string): Readonly<Record<string, StateSpec>> => platform.types.get(type)?.type.states ?? {};

/** Requirements read the plain details; of a personal one they learn only that it is there. */
export function factsOf(platform: Platform, { row }: Found, parties: readonly PartyRow[]): CaseFacts<Record<string, unknown>> {
  const fields = platform.types.get(row.type)?.type.fields ?? [];
  const known = new Set((row.masks ?? []).map((one) => one.field));
  const details = fields.map((one) => [one.name, isPersonal(one.class) ? known.has(one.name) || null : plain(one, row)] as const);
  return {
    state: row.state,
    details: Object.fromEntries(details.filter(([, value]) => value !== null)),
    parties: parties.map(({ side, capacity, consent }) => ({ side, capacity, consent })),
    hasHandler: row.handlerId !== null,
    hasPlace: row.placeId !== null,
    openedAt: new Date(row.openedAt),
    enteredAt: new Date(row.enteredAt),
    now: platform.now(),
  };
}

export interface ClocksOf {
  readonly type: AnyCaseType;
  readonly caseId: string;
  readonly timeline: readonly TimelineStep[];
  readonly unit: UnitRecord;
}

/** Every run of every clock, recalculated from the timeline under the rules of the accountable unit. */
export const runsOf = (platform: Platform, { type, caseId, timeline, unit }: ClocksOf): readonly DeadlineRecord[] =>
  deadlineRunsOf({
    type,
    caseId,
    timeline,
    policyFor: (key, day) => platform.rules.policyFor(key, unit, day),
    calendar: platform.rules.calendarOf(unit),
    timeZone: unit.timeZone,
    now: platform.now(),
  });

export const dueOf = (runs: readonly DeadlineRecord[]): { dueAt: Date | null; dueClock: string | null } => {
  const due = nearestDue(runs);
  return { dueAt: due?.at ?? null, dueClock: due?.clock ?? null };
};
