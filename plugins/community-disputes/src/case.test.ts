import type { CaseFacts, StateOf } from '@maplebridge/contract';
import { communityDispute } from './case';
import type { CommunityDisputeDetails } from './details';
import { Continuation } from './takes';

const factsWith = (details: Partial<CommunityDisputeDetails>): CaseFacts<CommunityDisputeDetails> => ({
  state: 'accepted',
  details,
  parties: [],
  hasHandler: true,
  hasPlace: true,
  openedAt: new Date(0),
  enteredAt: new Date(0),
  now: new Date(0),
});

test('family violence is never mediated as an ordinary dispute', () => {
  const rule = communityDispute.requirements['noFamilyViolence'];
  expect(rule?.holds(factsWith({ isFamilyViolenceAlleged: true }))).toBe(false);
  expect(rule?.holds(factsWith({ kind: 'family' }))).toBe(true);
  for (const move of ['inviteMediation', 'consent', 'settleInPlace'] as const)
    expect(communityDispute.moves[move].needs).toContain('noFamilyViolence');
});

test('protection from violence can be reached from every open state', () => {
  const open = Object.entries(communityDispute.states)
    .filter(([, { phase }]) => phase !== 'closed')
    .map(([name]) => name);
  expect([communityDispute.moves.routeToProtection.from].flat().sort()).toEqual(open.sort());
});

test('a case that turns out to be another matter goes on as a linked case', () => {
  const after: StateOf<typeof communityDispute> = 'continuedElsewhere';
  expect(communityDispute.moves.continueElsewhere).toMatchObject({
    to: after,
    takes: Continuation,
    effects: [{ do: 'continueElsewhere' }],
  });
  // @ts-expect-error its own type never changes, so there is no such state
  const unknown: StateOf<typeof communityDispute> = 'retyped';
  expect(unknown in communityDispute.states).toBe(false);
});

test('three days on the spot are a convention after a newspaper, and say so', () => {
  const length = communityDispute.clocks['onSpot']?.length;
  expect(length).toMatchObject({
    policy: { unit: 'hours', default: 72, source: { instrument: { en: 'Convention of this platform (not statutory)' } } },
  });
});
