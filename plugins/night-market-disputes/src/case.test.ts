import type { CaseFacts, StateOf } from '@maplebridge/contract';
import { nightMarketDispute } from './case';
import type { NightMarketDisputeDetails } from './details';
import { clearHeaded } from './requirements';

const holds = (details: Partial<NightMarketDisputeDetails>): boolean => {
  const facts: CaseFacts<NightMarketDisputeDetails> = {
    state: 'onTheSpot',
    details,
    parties: [],
    hasHandler: true,
    hasPlace: true,
    openedAt: new Date(0),
    enteredAt: new Date(0),
    now: new Date(0),
  };
  return clearHeaded.holds(facts);
};

test('whoever has drunk cannot consent before sobriety was confirmed', () => {
  expect(holds({ involvesAlcohol: true })).toBe(false);
  expect(holds({ involvesAlcohol: true, sobrietyConfirmedAt: new Date(0) })).toBe(true);
  expect(holds({})).toBe(true);
  expect(nightMarketDispute.moves.consent.needs).toContain('clearHeaded');
  expect(nightMarketDispute.moves.settleOnSpot.needs).toEqual(['bothConsent', 'clearHeaded']);
});

test('a refusal on the spot ends the attempt and leaves the case open', () => {
  const after: StateOf<typeof nightMarketDispute> = 'unsettled';
  expect(nightMarketDispute.moves.refuseOnSpot.to).toBe(after);
  expect(nightMarketDispute.states[after].phase).toBe('handling');
  // @ts-expect-error no state of a night-market dispute is called so
  const unknown: StateOf<typeof nightMarketDispute> = 'arrested';
  expect(unknown in nightMarketDispute.states).toBe(false);
});

test('somebody arrives within minutes, and the minutes are the number of the place', () => {
  expect(nightMarketDispute.clocks['arrival']?.length).toMatchObject({ policy: { unit: 'minutes', default: 15 } });
});
