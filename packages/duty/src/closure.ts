import { defineCapability, label, localRule, policy } from '@maplebridge/contract';
import { signForLimit } from './policies';

export interface ClosureWays {
  /** States of the case type in which the work is done and only the applicant's word is missing. */
  readonly from: readonly string[];
  /** Posts that may close without that word, and take the case up again; officers when absent. */
  readonly by?: readonly string[];
  /** Closed states, beside `closedUnconfirmed`, from which a case may be taken up again. */
  readonly reopens?: readonly string[];
}

const silence = localRule(
  label('当事人未确认的办结单独统计，不计为已化解', 'A closure that nobody confirmed is counted apart and never as resolved'),
  '1',
  '2000-01-01',
);

/**
 * The end of a case about which nobody was heard, and the way back. `closedUnconfirmed` is where a silent or imported
 * closure rests; `reopen` makes the case `reported` again, so that somebody signs for it. Needs `duty` beside it.
 */
export const closure = ({ from, by = ['officer'], reopens = [] }: ClosureWays) =>
  defineCapability({
    name: 'closure',
    label: label('未确认办结与重新办理', 'Unconfirmed closure and reopening'),
    states: {
      closedUnconfirmed: { phase: 'closed', outcome: 'unconfirmed', label: label('办结（未确认）', 'closed, unconfirmed') },
    },
    moves: {
      closeUnconfirmed: {
        from,
        to: 'closedUnconfirmed',
        by: { post: by },
        source: silence,
        label: label('未经确认办结', 'close without confirmation'),
      },
      reopen: {
        from: ['closedUnconfirmed', ...reopens],
        to: 'reported',
        by: { side: ['applicant'], post: [...new Set(['officer', 'supervisor', ...by])] },
        effects: [{ do: 'release' }],
        label: label('重新办理', 'reopen'),
      },
    },
    clocks: {
      signForAgain: {
        from: 'reopen',
        until: ['signFor', 'transfer'],
        length: policy(signForLimit),
        label: label('重新办理签收时限', 'time to sign after a reopening'),
      },
    },
  });
