import { phases, type CaseFilter, type RequestContext } from '@maplebridge/contract';
import { loaders } from './loaders';
import { endOfLocalDay } from './localDay';

/** Root of `InboxCounts`; `filter` is null when the unit asked for can be none. */
export interface CountScope {
  readonly filter: CaseFilter | null;
  /** Whose local day counts; null: that of the platform's home. */
  readonly homeUnitId: string | null;
}

const open = phases.filter((phase) => phase !== 'closed');
const homeTimeZone = 'Asia/Shanghai';

/** Counts the open cases of the scope that also meet the condition. */
export const counted =
  (condition: CaseFilter) =>
  ({ filter }: CountScope, _args: object, context: RequestContext): number | Promise<number> =>
    filter === null ? 0 : context.desk.count({ ...filter, ...condition, phases: open });

/** Due before the day ends, less what is overdue already. */
export async function countDueToday(scope: CountScope, _args: object, context: RequestContext): Promise<number> {
  if (scope.filter === null) return 0;
  const unit = scope.homeUnitId === null ? null : await loaders.units(context).load(scope.homeUnitId);
  const dueBefore = endOfLocalDay(context.now(), unit?.timeZone ?? homeTimeZone);
  const [due, overdue] = await Promise.all([counted({ dueBefore })(scope, {}, context), counted({ isOverdue: true })(scope, {}, context)]);
  return Math.max(0, due - overdue);
}
