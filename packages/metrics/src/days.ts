import { badInput } from '@maplebridge/graph';

const dayMs = 86_400_000;
/** A year, and what is compared with it. */
export const mostDays = 400;

/** Refuses a period that is empty, or longer than a board shows. */
export function refuseLongPeriod(from: string, until: string): void {
  const days = (Date.parse(until) - Date.parse(from)) / dayMs;
  if (days <= 0) throw badInput('until', '“until” 须晚于 “from”。', '"until" must be later than "from".');
  if (days <= mostDays) return;
  throw badInput(
    'until',
    `期间为 ${days} 天，最多 ${mostDays} 天；请分段查询。`,
    `The period has ${days} days, at most ${mostDays} are allowed; ask for shorter ones.`,
  );
}
