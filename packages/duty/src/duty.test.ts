import { defineCaseType, label, type MoveOf, type StateOf } from '@maplebridge/contract';
import { closure, duty, Transfer } from './index';

const L = label('试', 'test');
class NoDetails {}

const errand = defineCaseType({
  name: 'errand',
  label: L,
  description: 'd',
  details: NoDetails,
  uses: [duty(), closure({ from: ['done'] })],
  initial: 'reported',
  openedBy: ['officer'],
  sees: {},
  states: { done: { phase: 'followUp', label: L }, confirmed: { phase: 'closed', outcome: 'resolved', label: L } },
  moves: {
    finish: { from: 'signed', to: 'done', by: { post: ['officer'] }, label: L },
    confirm: { from: 'done', to: 'confirmed', by: { side: ['applicant'] }, label: L },
  },
});

test('a case type that uses duty knows its states, moves and posts by name', () => {
  const state: StateOf<typeof errand> = 'closedUnconfirmed';
  const move: MoveOf<typeof errand> = 'transfer';
  // @ts-expect-error neither the type nor what it uses declares this state
  const unknown: StateOf<typeof errand> = 'archived';
  expect([state, move, unknown in errand.states]).toEqual(['closedUnconfirmed', 'transfer', false]);
  expect(errand.collisions).toEqual([]);
});

test('nobody but the posts of the type may be named in a move beside duty', () => {
  const states = { done: { phase: 'followUp', label: L } } as const;
  const declared = {
    name: 'x',
    label: L,
    description: 'd',
    details: NoDetails,
    uses: [duty()],
    states,
    initial: 'reported',
    openedBy: [],
    sees: {},
  } as const;
  const go = { from: 'signed', to: 'done', by: { post: ['judge'] }, label: L } as const;
  // @ts-expect-error duty brings officers and supervisors, no judge
  const broken = defineCaseType({ ...declared, moves: { go } });
  expect(Object.keys(broken.posts)).toEqual(['officer', 'supervisor']);
});

test('a unit passes a case on only by naming the next unit, which has to sign for it', () => {
  const { transfer } = errand.moves;
  expect(transfer).toMatchObject({ to: 'reported', takes: Transfer, effects: [{ do: 'handOver' }] });
  expect(errand.clocks['signFor']?.from).toContain('transfer');
});

test('the time to sign is a number of the platform that says it is no law', () => {
  const length = errand.clocks['signFor']?.length;
  expect(length).toMatchObject({
    policy: { unit: 'minutes', default: 30, source: { instrument: { en: 'Convention of this platform (not statutory)' } } },
  });
});

test('a closed case comes back to be signed for, under a clock of its own', () => {
  expect(errand.moves.reopen).toMatchObject({ from: ['closedUnconfirmed'], to: 'reported', effects: [{ do: 'release' }] });
  expect(errand.clocks['signForAgain']).toMatchObject({ from: 'reopen', until: ['signFor', 'transfer'] });
});
