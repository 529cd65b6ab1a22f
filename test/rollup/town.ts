import { randomUUID } from 'node:crypto';
import type { Audience, Phase } from '@maplebridge/contract';
import { moveUnit } from '@maplebridge/kernel';
import { appendEntries, insertUnit, insertUnitKind, openDatabase, uuidv7, type Database, type EntryDraft } from '@maplebridge/storage';

export const types = ['quarrel', 'noise'] as const;

/** Ten units on four levels, each under the one named before it; two of them keep another time than the rest. */
const plan = [
  ['P', null],
  ['A', 'P'],
  ['B', 'P'],
  ['A1', 'A'],
  ['A2', 'A'],
  ['B1', 'B'],
  ['B2', 'B'],
  ['A11', 'A1'],
  ['A12', 'A1'],
  ['B11', 'B1'],
] as const;
const katmandu = new Set(['B1', 'B11']);
const offsets: Readonly<Record<string, number>> = { 'Asia/Shanghai': 480, 'Asia/Kathmandu': 345 };

interface Opening {
  readonly unit: number;
  readonly type: string;
  readonly phase: Phase;
  readonly at: Date;
}

/** A case as the model has it: `path` are the units it counts under. */
interface Modelled {
  readonly id: string;
  readonly type: string;
  readonly day: string;
  unit: number;
  phase: Phase;
  path: readonly number[];
}

/**
 * A small tree of units, written to the ledger as the platform writes it, and beside it a model in memory that says what should be counted:
 * it knows neither time nor position, only what happened one after the other.
 */
export interface Town {
  open(opening: Opening): Promise<void>;
  /** To another phase, to another unit, or neither. */
  move(nth: number, to: { readonly phase?: Phase; readonly unit?: number; readonly audience?: Audience }): Promise<void>;
  reparent(unit: number, parent: number): Promise<void>;
  /** `unit day type phase` and how many. */
  expected(): Readonly<Record<string, number>>;
  readonly unitIds: readonly string[];
}

export async function openTown(database: Database): Promise<Town> {
  const tree = await openTree(database);
  const { ids, pathOf } = tree;
  const cases: Modelled[] = [];
  return {
    unitIds: ids,
    open: async ({ unit, type, phase, at }) => {
      const day = new Date(at.getTime() + (offsets[zoneOf(unit)] ?? 0) * 60_000).toISOString().slice(0, 10);
      const one = { id: uuidv7(at), type, day, unit, phase, path: pathOf(unit) };
      await append(database, one, { type: 'opened', unitId: ids[unit] ?? null, phaseAfter: phase, happenedAt: at });
      cases.push(one);
    },
    move: async (nth, { phase, unit, audience = 'case' }) => {
      const one = cases[nth % Math.max(1, cases.length)];
      if (!one) return;
      const next = { phase: phase ?? one.phase, unit: unit ?? one.unit };
      const units = { previousUnitId: ids[one.unit] ?? null, unitId: ids[next.unit] ?? null };
      await append(database, one, { audience, ...units, phaseBefore: one.phase, phaseAfter: next.phase });
      const isCounted = audience === 'case' && (next.phase !== one.phase || next.unit !== one.unit);
      if (isCounted) Object.assign(one, next, { path: pathOf(next.unit) });
    },
    reparent: tree.reparent,
    expected: () => countsOf(cases, ids),
  };
}

interface Tree extends Pick<Town, 'reparent'> {
  readonly ids: readonly string[];
  readonly pathOf: (unit: number) => readonly number[];
}

async function openTree(database: Database): Promise<Tree> {
  const ids = plan.map(() => uuidv7());
  const codes = plan.map(([name]) => `${name} ${randomUUID()}`);
  const parents = plan.map(([, parent]) => plan.findIndex(([name]) => name === parent));
  await insertUnitKind(database.query, { kind: 'unit', nameZh: '单位', nameEn: 'unit' });
  for (const [nth, [name]] of plan.entries())
    await insertUnit(database.query, {
      id: ids[nth] ?? '',
      code: codes[nth] ?? '',
      nameZh: name,
      nameEn: name,
      kind: 'unit',
      parentId: ids[parents[nth] ?? -1] ?? null,
      timeZone: zoneOf(nth),
      from: new Date(0),
    });
  const pathOf = (unit: number): readonly number[] => (unit < 0 ? [] : [...pathOf(parents[unit] ?? -1), unit]);
  return {
    ids,
    pathOf,
    reparent: async (unit, parent) => {
      if (unit === 0 || pathOf(parent).includes(unit)) return;
      const below = plan.map((_, nth) => pathOf(nth)).filter((path) => path.includes(unit));
      const height = Math.max(...below.map(({ length }) => length)) - pathOf(unit).length;
      if (pathOf(parent).length + height > deepest) return;
      await moveUnit(database, codes[unit] ?? '', { parentCode: codes[parent] ?? '', now: new Date() });
      parents[unit] = parent;
    },
  };
}

/** Level of the deepest unit that a tree may have, the root's being 0: what would go deeper is refused, and changes nothing. */
const deepest = 7;

const zoneOf = (unit: number): string => (katmandu.has(plan[unit]?.[0] ?? '') ? 'Asia/Kathmandu' : 'Asia/Shanghai');

const append = (database: Database, { id, type }: Pick<Modelled, 'id' | 'type'>, entry: Partial<EntryDraft>): Promise<unknown> =>
  database.transaction((query) => appendEntries(query, [{ ...blank, subjectId: id, caseId: id, caseType: type, ...entry }]));

function countsOf(cases: readonly Modelled[], ids: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { path, day, type, phase } of cases)
    for (const unit of path) {
      const key = [ids[unit], day, type, phase].join(' ');
      counts[key] = (counts[key] ?? 0) + 1;
    }
  return counts;
}

const blank: Omit<EntryDraft, 'subjectId' | 'caseId' | 'caseType'> = {
  subjectKind: 'case',
  subjectVersion: 1,
  typeVersion: 1,
  type: 'moved',
  unitId: null,
  previousUnitId: null,
  stateBefore: null,
  stateAfter: null,
  phaseBefore: null,
  phaseAfter: null,
  audience: 'case',
  actor: { kind: 'system', role: 'system', personId: null, unitId: null },
  happenedAt: new Date(0),
  payload: {},
};

/** What is shown of these units, in the words of `expected`. */
export async function shownCounts(database: Database, sql: string, unitIds: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const rows = await database.query<{ unit_id: string; day: string; type: string; phase: string; many: number }>(
    `select * from (${sql}) kept where unit_id = any ($1)`,
    [unitIds],
  );
  return Object.fromEntries(rows.map(({ unit_id, day, type, phase, many }) => [[unit_id, day, type, phase].join(' '), many]));
}

export const openBoth = async (url: string): Promise<readonly [Database, Database]> => [
  await openDatabase({ url, poolSize: 3, applicationName: 'one gateway' }),
  await openDatabase({ url, poolSize: 3, applicationName: 'another gateway' }),
];

/** The entry of a case that nobody has heard of before. */
export function openedEntry({ unitId, type, at }: { readonly unitId: string; readonly type: string; readonly at: Date }): EntryDraft {
  const id = uuidv7(at);
  return { ...blank, subjectId: id, caseId: id, caseType: type, type: 'opened', unitId, phaseAfter: 'intake', happenedAt: at };
}
