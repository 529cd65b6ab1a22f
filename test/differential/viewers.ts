import type { Language } from '@maplebridge/contract';

/** Who asks, with what makes them different. */
export interface Asking {
  /** Null: nobody is signed in. */
  readonly subject: string | null;
  readonly is: string;
}

export const viewers: readonly Asking[] = [
  { subject: 'demo-grid', is: 'a grid worker, who is a third side in some cases and excluded from others' },
  { subject: 'demo-supervisor', is: 'a supervisor at the root' },
  { subject: 'demo-clerk', is: 'a department that sees only where it is called in' },
  { subject: 'demo-court', is: 'a department called in and an appraiser, who is a watchman too' },
  { subject: 'demo-committee', is: 'a mediation committee, assigned to some cases' },
  { subject: 'demo-window', is: 'a service window that has other cases open in an emergency' },
  { subject: 'demo-mediation', is: 'the medical mediation office' },
  { subject: 'demo-resident', is: 'a resident who is a party' },
  { subject: 'demo-neighbour', is: 'the other side, whose post has ended' },
  { subject: 'demo-officer', is: 'an officer who is a party in some cases, and recused there' },
  { subject: null, is: 'nobody' },
];

export const spokenLanguages: readonly Language[] = ['en', 'zh-CN'];
