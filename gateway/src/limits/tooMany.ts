import { label, Refusal } from '@maplebridge/contract';

/** What somebody is told whose bucket is empty: when it will not be. */
export function tooMany(waitMs: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  return new Refusal(
    'RATE_LIMITED',
    label(`尝试过于频繁，请在 ${retryAfter} 秒后重试。`, `There were too many tries. Try again in ${retryAfter} s.`),
    { retryAfter },
  );
}
