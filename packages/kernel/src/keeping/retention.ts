import { isPersonal, type UnitRecord } from '@maplebridge/contract';
import { keptCases, type Database, type KeptCase } from '@maplebridge/storage';
import type { Rules } from '../desk/rules';
import { localDay } from '../law';
import { isKeptKind, leastKept, pastTime, retentionKeys, type KeptKind } from '../law/retention';
import { eraseFromCase } from './eraseCase';

export interface RetentionPlan {
  readonly database: Database;
  readonly rules: Pick<Rules, 'policyFor' | 'unit'>;
  readonly now: Date;
  /** Only counts what would go. */
  readonly isDryRun: boolean;
  readonly reached?: (looked: number) => void;
  readonly signal?: AbortSignal;
}

/** What went, or would go, of one type. */
export interface RetentionLine {
  readonly type: string;
  readonly kind: KeptKind;
  readonly cases: number;
}

export interface RetentionReport {
  readonly lines: readonly RetentionLine[];
  /** Cases looked at; those under a legal hold; those that an open case still goes on from. */
  readonly looked: number;
  readonly held: number;
  readonly continued: number;
  readonly values: number;
  readonly keys: number;
}

const batchSize = 500;
const dayLength = 24 * 3_600_000;

/**
 * Erases what is past its time, case by case, each in a transaction of its own: stopped, it goes on where it was. By the policy of the
 * accountable unit on the day, per class; a case under a legal hold, or whose values an open case still uses, is left and counted.
 */
export async function retain(plan: RetentionPlan): Promise<RetentionReport> {
  const tally = openTally();
  const closedBefore = new Date(plan.now.getTime() - leastKept * dayLength);
  for (let after: string | null = null; ;) {
    const batch: KeptCase[] = await keptCases(plan.database.query, { now: plan.now, closedBefore, after, limit: batchSize });
    for (const one of batch) {
      plan.signal?.throwIfAborted();
      await retainOne(plan, one, tally);
    }
    plan.reached?.(tally.looked(batch.length));
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return tally.report();
    after = last.id;
  }
}

async function retainOne(plan: RetentionPlan, one: KeptCase, tally: Tally): Promise<void> {
  const due = await dueOf(plan, one);
  if (due.length === 0) return;
  if (one.isHeld) return tally.held();
  if (one.overSince === null) return tally.continued();
  if (plan.isDryRun) return tally.gone(one.type, due, { values: 0, keys: 0 });
  const erasure = { caseId: one.id, subjectIds: null, classes: due.filter((kind) => kind !== 'text'), hasText: due.includes('text') };
  const done = await eraseFromCase(plan.database, { ...erasure, by: 'retention', overSince: one.overSince }, plan.now);
  if (done === 'isHeld') return tally.held();
  if (done === 'isOpen') return tally.continued();
  if (done !== 'nothing') tally.gone(one.type, due, done);
}

/** Of a case that an open one goes on from: as if it were over now, so that it is told why it stays. */
async function dueOf({ rules, now }: RetentionPlan, one: KeptCase): Promise<readonly KeptKind[]> {
  const unit = await rules.unit(one.unitId);
  if (!unit) return [];
  const held: readonly KeptKind[] = [...one.classes.filter(isPersonal).filter(isKeptKind), ...(one.hasText ? (['text'] as const) : [])];
  return pastTime(held, { overSince: one.overSince ?? new Date(0), keptDays: keptDaysOf(rules, unit, now) }, now);
}

const keptDaysOf =
  (rules: RetentionPlan['rules'], unit: UnitRecord, now: Date) =>
  (kind: KeptKind): number =>
    rules.policyFor(retentionKeys[kind], unit, localDay(now, unit.timeZone)).value;

interface Tally {
  gone(type: string, kinds: readonly KeptKind[], done: { readonly values: number; readonly keys: number }): void;
  held(): void;
  continued(): void;
  looked(more: number): number;
  report(): RetentionReport;
}

function openTally(): Tally {
  const lines = new Map<string, RetentionLine>();
  const sums = { looked: 0, held: 0, continued: 0, values: 0, keys: 0 };
  return {
    gone: (type, kinds, { values, keys }) => {
      sums.values += values;
      sums.keys += keys;
      for (const kind of kinds) lines.set(`${type} ${kind}`, { type, kind, cases: (lines.get(`${type} ${kind}`)?.cases ?? 0) + 1 });
    },
    held: () => void sums.held++,
    continued: () => void sums.continued++,
    looked: (more) => (sums.looked += more),
    report: () => ({ ...sums, lines: [...lines.values()].sort((a, b) => (`${a.type} ${a.kind}` < `${b.type} ${b.kind}` ? -1 : 1)) }),
  };
}
