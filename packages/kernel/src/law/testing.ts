import {
  choice,
  defineCaseType,
  definePolicy,
  field,
  label,
  localRule,
  minutes,
  days,
  policy,
  text,
  unitReference,
  workingDays,
  type AnyCaseType,
  type FixedLength,
  type MoveSpec,
} from '@maplebridge/contract';
import type { TimelineStep } from './timeline';

/** A case type that has one of everything, for the tests beside. */
export const said = (words: string) => label(`中文：${words}`, words);
export const rule = (from = '2000-01-01', until?: string) => ({
  ...localRule(said(`rule since ${from}`), '1', from),
  ...(until ? { inForceUntil: until } : {}),
});
export const signForKey = definePolicy({
  name: 'example.signFor',
  unit: 'hours',
  minimum: 1,
  maximum: 72,
  default: 24,
  source: rule(),
  label: said('time to sign for'),
});

class StallDetails {
  @field(text(20), { class: 'internal', label: said('stall'), description: 'Number of the stall.' }) stall?: string;
  @field(choice('Goods', { fruit: said('fruit'), meat: said('meat') }), {
    class: 'public',
    label: said('goods'),
    description: 'What is sold.',
  })
  goods?: string;
}
class HandOver {
  @field(unitReference(), { class: 'internal', label: said('unit'), description: 'The unit that takes over.', required: true })
  unit?: string;
}

export const stallDispute = defineCaseType({
  name: 'stall-dispute',
  label: said('stall dispute'),
  description: 'A quarrel at a stall.',
  details: StallDetails,
  posts: { officer: { label: said('officer') }, hospital: { label: said('called-in unit') } },
  assignments: { mediator: { label: said('mediator') } },
  requirements: {
    hasBothSides: {
      label: said('both sides'),
      reads: ['parties'],
      holds: ({ parties }) => parties.some((one) => one.side === 'respondent'),
    },
    bothConsent: {
      label: said('consent of both'),
      reads: ['parties'],
      code: 'CONSENT_REQUIRED',
      holds: ({ parties }) => parties.every((one) => one.consent === 'given'),
    },
  },
  initial: 'reported',
  states: {
    reported: { phase: 'intake', label: said('reported'), due: { length: policy(signForKey), label: said('sign for') } },
    accepted: { phase: 'handling', label: said('accepted') },
    mediated: { phase: 'mediation', label: said('in mediation'), route: 'peoplesMediation' },
    appraised: { phase: 'mediation', label: said('in appraisal'), route: 'peoplesMediation' },
    settled: { phase: 'closed', outcome: 'resolved', label: said('settled') },
    ended: { phase: 'closed', outcome: 'notResolved', label: said('ended') },
  },
  moves: {
    signFor: { from: 'reported', to: 'accepted', by: { post: ['officer'] }, label: said('sign for') },
    transfer: {
      from: ['accepted', 'reported'],
      to: 'reported',
      by: { post: ['officer'] },
      takes: HandOver,
      effects: [{ do: 'handOver' }],
      label: said('transfer'),
    },
    mediate: {
      from: 'accepted',
      to: 'mediated',
      by: { post: ['officer'], assignment: ['mediator'], side: ['applicant'] },
      needs: ['stall', 'hasBothSides', 'bothConsent'],
      source: rule(),
      label: said('mediate'),
    },
    appraise: { from: 'mediated', to: 'appraised', by: { assignment: ['mediator'] }, label: said('appraise') },
    resume: { from: 'appraised', to: 'mediated', by: { assignment: ['mediator'] }, label: said('resume') },
    agreeLonger: {
      from: ['mediated', 'appraised'],
      by: { side: ['applicant', 'respondent'], post: ['officer'] },
      effects: [{ do: 'agreeExtension', clock: 'limit' }],
      label: said('agree to more time'),
    },
    refuse: {
      from: ['mediated', 'appraised'],
      to: 'ended',
      by: { side: ['applicant', 'respondent'] },
      refusalBy: ['applicant', 'respondent'],
      label: said('refuse'),
    },
    settle: { from: ['mediated', 'accepted'], to: 'settled', by: { post: ['officer'] }, label: said('settle') },
  },
  clocks: {
    limit: {
      from: 'mediate',
      until: ['settle'],
      length: workingDays(5),
      pausedIn: ['appraised'],
      source: rule('2018-10-01'),
      label: said('limit'),
      earlier: [{ length: workingDays(9), source: rule('2010-01-01', '2018-10-01') }],
      extendBy: { agreed: { side: ['applicant', 'respondent'], post: ['officer'] }, by: workingDays(3), source: rule() },
    },
    answer: { from: ['open', 'transfer'], until: ['signFor'], length: minutes(30), source: rule(), label: said('answer') },
    confirm: { from: 'settle', until: ['transfer'], length: days(30), source: rule(), label: said('confirm') },
  },
  sees: {
    side: { applicant: 'case', respondent: 'case' },
    post: { officer: 'unit', hospital: 'assigned' },
    assignment: { mediator: 'case' },
  },
  openedBy: ['resident', 'officer'],
});

/** One clock, from the opening until `stop`, paused in `resting`: for timelines drawn by chance. */
export const clockOnly = (length: FixedLength): AnyCaseType =>
  defineCaseType({
    name: 'clock-only',
    label: said('x'),
    description: 'd',
    details: StallDetails,
    initial: 'busy',
    sees: {},
    openedBy: [],
    states: {
      busy: { phase: 'handling', label: said('busy') },
      resting: { phase: 'handling', label: said('resting') },
      gone: { phase: 'closed', outcome: 'resolved', label: said('gone') },
    },
    moves: {
      rest: { from: ['busy', 'resting'], to: 'resting', by: { side: ['applicant'] }, label: said('rest') },
      work: { from: ['resting', 'busy'], to: 'busy', by: { side: ['applicant'] }, label: said('work') },
      stop: { from: ['busy', 'resting'], to: 'gone', by: { side: ['applicant'] }, label: said('stop') },
    },
    clocks: { only: { from: 'open', until: ['stop'], length, pausedIn: ['resting'], source: rule('1900-01-01'), label: said('only') } },
  });

/** A step of a timeline: what happened, when, the state after it; by an officer unless said. */
export const step = (...[type, at, state, actor]: readonly [string, string | Date, string, TimelineStep['actor']?]): TimelineStep => ({
  type,
  at: new Date(at),
  state,
  actor: actor ?? { kind: 'post', role: 'officer' },
});

/** The example with a fault in it: none of these compiles in a declaration, but a plugin in JavaScript can carry them. */
export const spec = stallDispute as AnyCaseType;
export const moves = spec.moves as Record<string, MoveSpec>;
export const states = spec.states as Record<string, object>;
export const clocks = spec.clocks as Record<string, object>;
export const seeded = (change: object, type: AnyCaseType = spec): AnyCaseType => ({ ...type, ...change }) as AnyCaseType;
export const withMove = (code: string, change: object): AnyCaseType =>
  seeded({ moves: { ...moves, [code]: { ...moves[code], ...change } } });
export const withState = (code: string, change: object): AnyCaseType =>
  seeded({ states: { ...states, [code]: { ...states[code], ...change } } });
export const withClock = (code: string, change: object): AnyCaseType =>
  seeded({ clocks: { ...clocks, [code]: { ...clocks[code], ...change } } });
export const without = (code: string): AnyCaseType =>
  seeded({ moves: Object.fromEntries(Object.entries(moves).filter(([name]) => name !== code)) });
/** A move that ends the case at once. */
export const end = { from: 'reported', to: 'ended', by: { post: ['officer'] }, label: said('end') };
