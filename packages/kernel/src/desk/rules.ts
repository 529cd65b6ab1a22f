import type { PolicyKey, PolicyValue, UnitRecord } from '@maplebridge/contract';
import { calendarRows, policyRows, rulesVersion, unitsById, type CalendarRows, type PolicyRow, type Query } from '@maplebridge/storage';
import { resolvePolicy, weekdayCalendar, type Calendar } from '../law';

/** Policy rows, calendars and units in memory, read again when the database has others. */
export interface Rules {
  policyFor(key: PolicyKey, unit: UnitRecord, day: string): PolicyValue;
  /** Working days where the unit is: a calendar is named by the time zone it holds in. */
  calendarOf(unit: UnitRecord): Calendar;
  /** Null when there is no such unit. */
  unit(id: string): Promise<UnitRecord | null>;
  /** Reads what changed since the last look; looks at most every two seconds. */
  refresh(): Promise<void>;
  /** Somebody has read at which version the tree stands: when that is another, what changed is read at once. */
  noticeTree(version: number): Promise<void>;
}

const lookEvery = 2_000;

interface Memory {
  readonly version: string;
  readonly treeVersion: number;
  readonly policies: readonly PolicyRow[];
  readonly calendars: ReadonlyMap<string, Calendar>;
}

export async function openRules(query: Query, now: () => number = Date.now): Promise<Rules> {
  let memory = await read(query);
  let units = new Map<string, UnitRecord>();
  let lookedAt = now();
  const look = async (): Promise<void> => {
    lookedAt = now();
    const [version, treeVersion] = await versions(query);
    if (treeVersion !== memory.treeVersion) units = new Map();
    if (version !== memory.version || treeVersion !== memory.treeVersion) memory = await read(query);
  };
  return {
    policyFor: (key, unit, day) => resolvePolicy(key, unit.path, day, memory.policies),
    calendarOf: (unit) => memory.calendars.get(unit.timeZone) ?? weekdayCalendar(unit.timeZone),
    refresh: async () => {
      if (now() - lookedAt >= lookEvery) await look();
    },
    noticeTree: async (version) => {
      if (version !== memory.treeVersion) await look();
    },
    unit: async (id) => {
      const tree = units; // what is read now is not kept for a tree that is newer
      const known = tree.get(id) ?? (await unitsById(query, [id]))[0] ?? null;
      if (known) tree.set(id, known);
      return known;
    },
  };
}

async function versions(query: Query): Promise<[string, number]> {
  const [tree] = await query<{ version: number }>(`select version from core.tree`);
  return [await rulesVersion(query), tree?.version ?? 0];
}

async function read(query: Query): Promise<Memory> {
  const [version, treeVersion] = await versions(query);
  return { version, treeVersion, policies: await policyRows(query), calendars: calendarsFrom(await calendarRows(query)) };
}

function calendarsFrom({ days, years }: CalendarRows): ReadonlyMap<string, Calendar> {
  const codes = new Set(years.map((one) => one.calendar));
  const calendar = (code: string): Calendar => ({
    code,
    exceptions: new Map(days.filter((one) => one.calendar === code).map((one) => [one.day, one.isWorking])),
    knownYears: new Set(years.filter((one) => one.calendar === code).map((one) => one.year)),
    source: years.find((one) => one.calendar === code)?.source ?? null,
  });
  return new Map([...codes].map((code) => [code, calendar(code)]));
}
