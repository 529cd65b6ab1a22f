import { checkSync } from 'recheck';
import type { Expression } from './find';

// The engine in JavaScript: it needs neither Java nor a binary of this platform, and waits for no worker. Read when it is loaded.
process.env.RECHECK_BACKEND = 'pure';
process.env.RECHECK_SYNC_BACKEND = 'pure';

export interface Verdict extends Expression {
  readonly isSafe: boolean;
  /** `linear`, `2nd degree polynomial`, `exponential`, or why nothing is known. */
  readonly says: string;
  /** A text that shows it, as an expression of JavaScript; null when there is none. */
  readonly attack: string | null;
}

/** Safe is what was shown to take no more than linear time; what could not be shown, or read, is not. */
export function judge(expression: Expression): Verdict {
  const { source, flags } = expression;
  if (source === null)
    return { ...expression, isSafe: false, says: 'put together at run time, so that nothing is known of it', attack: null };
  const seen = checkSync(source, flags, { timeout: 30_000 });
  if (seen.status === 'unknown') return { ...expression, isSafe: false, says: `unknown (${seen.error.kind})`, attack: null };
  const attack = seen.status === 'vulnerable' ? seen.attack.pattern : null;
  return { ...expression, isSafe: seen.status === 'safe', says: seen.complexity.summary, attack };
}
