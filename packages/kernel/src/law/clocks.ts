import { isInForce, type Actors, type AnyCaseType, type DeadlineRecord, type DeadlineState, type FixedLength } from '@maplebridge/contract';
import type { Calendar } from './calendar';
import { dueAfter, type Counting, type DueInstant } from './due';
import { lengthOn, ruleOn, type LawfulLength, type PolicyFor } from './lengths';
import { clocksOf, runsOf, type Clock, type Run } from './runs';
import { spansOf } from './spans';
import { pausesOf, staysOf, type Pause, type TimelineStep } from './timeline';
import { localDay } from './zones';

export interface ClockInput {
  readonly type: AnyCaseType;
  readonly caseId: string;
  /** In ledger order, `opened` first. */
  readonly timeline: readonly TimelineStep[];
  policyFor: PolicyFor;
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * Every clock of a case as it stands: its latest run, calculated from the whole timeline each time and never patched.
 * A run starts at a `from` move. It is `running` or `paused`, `missed` once the due instant has passed, and stays open until an
 * `until` move ends it (`met` or `missed`) or the case closes otherwise (`lifted`; a deadline already passed stays `missed`).
 * A run whose rule was not in force on the day it started does not exist. A clock still open has a last span without an end.
 */
export function deadlinesOf(input: ClockInput): readonly DeadlineRecord[] {
  return clocksOf(input.type).flatMap((clock) => everyRun(clock, input).slice(-1).filter(isRecord));
}

/** The same for all runs of all clocks, also those that were started anew: what statistics count. */
export function deadlineRunsOf(input: ClockInput): readonly DeadlineRecord[] {
  return clocksOf(input.type).flatMap((clock) => everyRun(clock, input).filter(isRecord));
}

/** The earliest due instant among the clocks that are still open, missed ones included. */
export function nearestDue(deadlines: readonly DeadlineRecord[]): { readonly clock: string; readonly at: Date } | null {
  const open = deadlines
    .filter(isOpen)
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime() || (one.code < other.code ? -1 : 1));
  return open[0] ? { clock: open[0].code, at: open[0].dueAt } : null;
}

const isOpen = ({ spans }: DeadlineRecord): boolean => spans.at(-1)?.to === null;
const isRecord = (record: DeadlineRecord | null): record is DeadlineRecord => record !== null;

function everyRun(clock: Clock, input: ClockInput): readonly (DeadlineRecord | null)[] {
  return runsOf(clock, input.type, staysOf(input.timeline, input.now)).map((run) => asDeadline(clock, run, input));
}

function asDeadline(clock: Clock, run: Run, input: ClockInput): DeadlineRecord | null {
  const day = localDay(new Date(run.startedAt), input.timeZone);
  const rule = ruleOn(clock.rule, day, input.policyFor);
  if (!rule) return null;
  const pauses = pausesOf(run.stays, clock.pausedIn);
  const counting: Counting = { calendar: input.calendar, timeZone: input.timeZone, pauses };
  const plain = dueAfter(run.startedAt, [rule.length], counting);
  const extension = extensionOf({ clock, run, day, plain, policyFor: input.policyFor });
  const due = extension ? dueAfter(run.startedAt, lengthened(rule.length, extension), counting) : plain;
  const until = run.end?.at ?? run.stays.at(-1)?.until ?? run.startedAt;
  const state = stateOf({ run, due: due.at, until, pauses });
  return {
    caseId: input.caseId,
    code: clock.code,
    label: clock.label,
    startedAt: new Date(run.startedAt),
    dueAt: new Date(due.at),
    state,
    source: rule.source,
    decidedBy: rule.decidedBy,
    isProvisional: due.isProvisional || state === 'paused',
    spans: spansOf({ type: input.type, run, until, pauses, rule, extension }),
  };
}

interface ExtensionInput {
  readonly clock: Clock;
  readonly run: Run;
  readonly day: string;
  readonly plain: DueInstant;
  policyFor: PolicyFor;
}

/** Granted once a run, when everybody named has voiced it before the time ran out: what has run out cannot be extended. */
function extensionOf({ clock, run, day, plain, policyFor }: ExtensionInput): LawfulLength | null {
  const { extendBy } = clock;
  if (!extendBy || !isInForce(extendBy.source, day)) return null;
  const voices = run.stays
    .filter(({ step, from }) => clock.voices(step.type) && from <= plain.at)
    .map(({ step }) => `${step.actor.kind}:${step.actor.role}`);
  const isAgreed = namedIn(extendBy.agreed).every((voice) => voices.includes(voice));
  return isAgreed ? { ...lengthOn(extendBy.by, day, policyFor), source: extendBy.source } : null;
}

const namedIn = ({ side = [], post = [], assignment = [] }: Actors<string, string>): readonly string[] => [
  ...side.map((role) => `side:${role}`),
  ...post.map((role) => `post:${role}`),
  ...assignment.map((role) => `assignment:${role}`),
];

/** Like units are one longer period; unlike ones follow each other. */
const lengthened = (length: FixedLength, { length: by }: LawfulLength): readonly FixedLength[] =>
  length.unit === by.unit ? [{ unit: length.unit, value: length.value + by.value }] : [length, by];

interface RunNow {
  readonly run: Run;
  readonly due: number;
  readonly until: number;
  readonly pauses: readonly Pause[];
}

function stateOf({ run, due, until, pauses }: RunNow): DeadlineState {
  if (until > due) return 'missed';
  if (run.end) return run.end.by === 'until' ? 'met' : 'lifted';
  return pauses.at(-1)?.isOpen ? 'paused' : 'running';
}
