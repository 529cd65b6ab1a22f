import { defineCapability, label, policy } from '@maplebridge/contract';
import { signForLimit } from './policies';
import { Transfer } from './transfer';

export interface DutyWays {
  /** Posts of the case type that sign for and transfer cases beside officers, e.g. the window of a service hall. */
  readonly alsoBy?: readonly string[];
}

/**
 * Who answers for a case. It is `reported` until an officer of the accountable unit signs for it, then `signed`; a transfer
 * names a successor and makes it `reported` again there. At every instant exactly one unit is accountable.
 */
export const duty = ({ alsoBy = [] }: DutyWays = {}) =>
  defineCapability({
    name: 'duty',
    label: label('签收与移交', 'Sign-for and transfer'),
    states: {
      reported: { phase: 'intake', label: label('已上报（待签收）', 'reported, awaiting sign-for') },
      signed: { phase: 'intake', label: label('已签收', 'signed for') },
    },
    moves: {
      signFor: {
        from: 'reported',
        to: 'signed',
        by: { post: ['officer', ...alsoBy] },
        effects: [{ do: 'takeOn' }],
        label: label('签收', 'sign for'),
      },
      transfer: {
        from: ['reported', 'signed'],
        to: 'reported',
        by: { post: ['officer', 'supervisor', ...alsoBy] },
        takes: Transfer,
        effects: [{ do: 'handOver' }],
        label: label('移交', 'transfer'),
      },
    },
    posts: {
      officer: { label: label('社区民警', 'community officer') },
      supervisor: { label: label('督办人', 'supervisor') },
    },
    clocks: {
      signFor: { from: ['open', 'transfer'], until: ['signFor'], length: policy(signForLimit), label: label('签收时限', 'time to sign') },
    },
    policies: [signForLimit],
    sees: { post: { officer: 'unit', supervisor: 'unit' } },
  });
