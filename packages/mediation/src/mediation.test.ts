import { defineCaseType, label, type CaseFacts, type ConsentState, type MoveOf, type Side, type StateOf } from '@maplebridge/contract';
import { bothConsent, mediation } from './index';

const L = label('试', 'test');
class NoDetails {}

const quarrel = defineCaseType({
  name: 'quarrel',
  label: L,
  description: 'd',
  details: NoDetails,
  initial: 'open',
  openedBy: ['mediationCommittee'],
  sees: {},
  uses: [mediation({ from: 'open', agreed: 'settled', ended: 'failed', during: ['pondering'] })],
  states: {
    open: { phase: 'handling', label: L },
    pondering: { phase: 'mediation', label: L },
    settled: { phase: 'closed', outcome: 'resolved', label: L },
    failed: { phase: 'closed', outcome: 'notResolved', label: L },
  },
  moves: { ponder: { from: 'inMediation', to: 'pondering', by: { assignment: ['mediator'] }, needs: ['bothConsent'], label: L } },
});

const factsWith = (...parties: readonly (readonly [Side, ConsentState])[]): CaseFacts => ({
  state: 'awaitingConsent',
  details: {},
  hasHandler: true,
  hasPlace: true,
  openedAt: new Date(0),
  enteredAt: new Date(0),
  now: new Date(0),
  parties: parties.map(([side, consent]) => ({ side, consent, capacity: 'self' })),
});

test('a case type that uses mediation knows its states and moves by name', () => {
  const state: StateOf<typeof quarrel> = 'awaitingConsent';
  const move: MoveOf<typeof quarrel> = 'refuseMediation';
  // @ts-expect-error a case type that uses mediation still has no other states than are declared
  const unknown: StateOf<typeof quarrel> = 'limbo';
  expect([state in quarrel.states, move in quarrel.moves, unknown in quarrel.states]).toEqual([true, true, false]);
});

test('the convener that a case type names takes the place of the committee', () => {
  const medical = mediation({ from: 'a', agreed: 'b', ended: 'c', convener: { post: 'mediationOffice', label: L } });
  const posts: { readonly mediationOffice: unknown } = medical.posts;
  // @ts-expect-error the committee is not among the posts any more
  const committee: unknown = medical.posts.mediationCommittee;
  expect([Object.keys(posts), committee]).toEqual([['mediationOffice'], undefined]);
  expect(medical.moves.inviteMediation.by.post).toEqual(['mediationOffice']);
});

test('a refusal by either side ends the attempt from every state that is part of it', () => {
  expect(quarrel.moves.refuseMediation).toMatchObject({
    from: ['awaitingConsent', 'inMediation', 'pondering'],
    to: 'failed',
    refusalBy: ['applicant', 'respondent'],
    effects: [{ do: 'consent', as: 'refused' }],
    source: { article: '17, 23' },
  });
});

test('mediation begins only when all on both sides have said yes', () => {
  const holds = (...parties: readonly (readonly [Side, ConsentState])[]) => bothConsent.holds(factsWith(...parties));
  expect(holds(['applicant', 'given'], ['respondent', 'given'])).toBe(true);
  expect(holds(['applicant', 'given'], ['respondent', 'given'], ['third', 'notAsked'])).toBe(true);
  expect(holds(['applicant', 'given'], ['respondent', 'asked'])).toBe(false);
  expect(holds(['applicant', 'given'], ['respondent', 'given'], ['respondent', 'withdrawn'])).toBe(false);
  expect(holds(['applicant', 'given'])).toBe(false);
  expect(holds(['respondent', 'given'])).toBe(false);
  expect(quarrel.moves.beginMediation.needs).toEqual(['bothConsent']);
});
