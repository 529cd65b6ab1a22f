import { days, field, label, personReference, text, type AnyCaseType, type Requirement } from '@maplebridge/contract';
import { lifecycleMistakes } from './soundness';
import { clockOnly, end, moves, said, seeded, spec, stallDispute, withMove, withState } from './testing';

const asked = (requirement: Partial<Requirement>): AnyCaseType => ({
  ...spec,
  requirements: { ...spec.requirements, asked: { label: said('asked'), reads: [], holds: () => true, ...requirement } },
});
class Person {
  @field(personReference, { class: 'internal', label: said('p'), description: 'p', required: true }) person?: string;
}
class Into {
  @field(text(9), { class: 'internal', label: said('i'), description: 'i', required: true }) into?: string;
}

test('sound lifecycles have no mistakes', () => {
  expect(lifecycleMistakes(stallDispute)).toEqual([]);
  expect(lifecycleMistakes(clockOnly(days(1)))).toEqual([]);
  expect(lifecycleMistakes(withMove('name', { ...end, takes: Person, effects: [{ do: 'assign', relation: 'mediator' }] }))).toEqual([]);
  expect(lifecycleMistakes(withMove('go', { ...end, takes: Into, effects: [{ do: 'continueElsewhere' }] }))).toEqual([]);
});

test.each<[string, AnyCaseType, string]>([
  [
    'an initial state that is none',
    { ...spec, initial: 'filed' },
    'the initial state "filed" is not declared; states are reported, accepted, mediated, appraised, settled, ended.',
  ],
  [
    'an origin that is none',
    withMove('settle', { from: ['accepted', 'limbo'] }),
    'move "settle" leaves "limbo", which is no state; states are reported',
  ],
  ['a target that is none', withMove('settle', { to: 'limbo' }), 'move "settle" leads to "limbo", which is no state'],
  ['a target by an inherited name', withMove('settle', { to: 'toString' }), 'leads to "toString", which is no state'],
  [
    'a state that is never reached',
    withState('frozen', { phase: 'handling', label: said('frozen') }),
    'state "frozen" cannot be reached from the initial state "reported" by any moves.',
  ],
  [
    'a trap',
    trap(),
    'state "frozen" has no way to a closed state. A case gets stuck there by: reported -signFor-> accepted -freeze-> frozen.',
  ],
  [
    'a lifecycle without an end',
    { ...clockOnly(days(1)), states: { busy: { phase: 'handling', label: said('b') } }, moves: {}, clocks: {} },
    'no state is closed: a case could never end.',
  ],
  ['a phase that is none', withState('accepted', { phase: 'waiting' }), 'state "accepted" has the phase "waiting"; phases are intake'],
  [
    'a closed state without an outcome',
    withState('settled', { outcome: undefined }),
    'closed state "settled" has no outcome; outcomes are resolved',
  ],
  [
    'a refusal that goes back to mediation',
    withMove('refuse', { to: 'mediated' }),
    'move "refuse" is a refusal but leads from "appraised" to "mediated", which is still mediation: a refusal has to end the attempt.',
  ],
  [
    'a refusal that stays',
    withMove('refuse', { to: undefined, from: 'mediated' }),
    'is a refusal but leaves the case in "mediated", which is still mediation',
  ],
  [
    'a refusal that stays on the route',
    withState('ended', { phase: 'followUp', route: 'peoplesMediation' }),
    'leads from "mediated" to "ended", which is still on route "peoplesMediation"',
  ],
  [
    'a move by nobody',
    withMove('settle', { by: { post: [] } }),
    'move "settle" may be made by nobody: name a side, a post or an assignment in "by".',
  ],
  [
    'a move by an unknown post',
    withMove('settle', { by: { post: ['judge'] } }),
    'is by post "judge", which is not declared; posts are officer, hospital.',
  ],
  [
    'a move by an unknown side',
    withMove('settle', { by: { side: ['landlord'] } }),
    'is by side "landlord"; sides are applicant, respondent, third.',
  ],
  ['a reserved move', withMove('open', end), 'move "open" bears a reserved name'],
  ['a need that nobody provides', withMove('settle', { needs: ['signature'] }), 'move "settle" needs "signature", which nobody provides'],
  [
    'routes that exclude each other',
    { ...withState('appraised', { route: 'litigation' }), exclusiveRoutes: [['peoplesMediation', 'litigation']] },
    'move "appraise" goes from "mediated" on route "peoplesMediation" straight to "appraised" on route "litigation"',
  ],
  [
    'a handing over without a unit',
    withMove('transfer', { takes: undefined }),
    'move "transfer" has the effect handOver but takes no required field "unit" (unit).',
  ],
  [
    'a calling in without a unit',
    withMove('transfer', { takes: Person, effects: [{ do: 'involveUnit', relation: 'guest' }] }),
    'has the effect involveUnit but takes no required field "unit"',
  ],
  [
    'an unknown assignment',
    withMove('transfer', { takes: Person, effects: [{ do: 'assign', relation: 'guest' }] }),
    'gives the assignment "guest", which is not declared.',
  ],
  [
    'an assignment of nobody',
    withMove('transfer', { effects: [{ do: 'assign', relation: 'mediator' }] }),
    'has the effect assign but takes no required field "person" (person).',
  ],
  [
    'a record of what is not taken',
    withMove('settle', { effects: [{ do: 'record', fields: ['stall'] }] }),
    'move "settle" records "stall" but does not take it.',
  ],
  ['a record of no detail', withMove('settle', { effects: [{ do: 'record', fields: ['moon'] }] }), 'records "moon", which is no detail.'],
  [
    'a continuing into nothing',
    withMove('settle', { effects: [{ do: 'continueElsewhere' }] }),
    'has the effect continueElsewhere but takes no required field "into" (text or choice).',
  ],
  [
    'a continuing that ends nothing',
    withMove('signFor', { takes: Into, effects: [{ do: 'continueElsewhere' }] }),
    'continues the case elsewhere but does not close it here.',
  ],
  [
    'a consent without a side',
    withMove('settle', { effects: [{ do: 'consent', as: 'given' }] }),
    'records the consent of the side that makes it, but no side may make it.',
  ],
  [
    'a requirement that looks further',
    asked({ reads: ['place'], holds: ({ hasHandler, hasPlace }) => hasPlace && hasHandler }),
    'requirement "asked" reads handler without declaring it; it declares place.',
  ],
  [
    'a label in one language',
    withMove('settle', { label: label('', 'settle') }),
    'moves.settle has no label in both languages (zh-CN and en).',
  ],
])('%s is refused', (_what, type, words) => {
  expect(lifecycleMistakes(type).join('\n')).toContain(words);
});

function trap(): AnyCaseType {
  const frozen = withState('frozen', { phase: 'handling', label: said('frozen') });
  return seeded({ moves: { ...moves, freeze: { ...end, from: ['accepted', 'mediated'], to: 'frozen' } } }, frozen);
}

test('a trap names the nearest state and all that share its fate', () => {
  const deeper = trap();
  const colder = { colder: { phase: 'handling', label: said('c') } };
  const two = seeded(
    {
      states: { ...(deeper.states as object), ...colder },
      moves: { ...(deeper.moves as object), cool: { ...end, from: 'frozen', to: 'colder' } },
    },
    deeper,
  );
  expect(lifecycleMistakes(two)).toEqual([expect.stringMatching(/^state "frozen" has no way.*The same holds for "colder"\.$/)]);
});
