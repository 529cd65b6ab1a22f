import {
  defineCapability,
  defineCaseType,
  field,
  hours,
  label,
  localRule,
  text,
  workingDays,
  yesNo,
  type MoveOf,
  type StateOf,
} from './index';

const L = label('x', 'x');
const source = localRule(L, '1', '2020-01-01');
const duty = () =>
  defineCapability({
    name: 'duty',
    label: L,
    states: { reported: { phase: 'intake', label: L }, signed: { phase: 'intake', label: L } },
    moves: { signFor: { from: 'reported', to: 'signed', by: { post: ['officer'] }, effects: [{ do: 'takeOn' }], label: L } },
    posts: { officer: { label: L } },
    requirements: { accountableUnit: { label: L, reads: ['handler'], holds: ({ hasHandler }) => hasHandler } },
  });

class HospitalDetails {
  @field(text(200), { class: 'internal', label: L, description: 'd' }) hospital?: string;
  @field(yesNo, { class: 'health', label: L, description: 'd' }) harmed?: boolean;
}

const declared = {
  name: 'x',
  label: L,
  description: 'd',
  details: HospitalDetails,
  uses: [duty()],
  posts: { clerk: { label: L } },
  openedBy: [],
  sees: {},
  states: { accepted: { phase: 'handling', label: L }, settled: { phase: 'closed', outcome: 'resolved', label: L } },
} as const;

const medical = defineCaseType({
  ...declared,
  assignments: { mediator: { label: L } },
  requirements: { isHarmed: { label: L, reads: ['details'], holds: ({ details }) => details.harmed === true } },
  initial: 'reported',
  moves: {
    accept: {
      from: 'signed',
      to: 'accepted',
      by: { post: ['clerk', 'officer'], side: ['applicant'], assignment: ['mediator'] },
      needs: ['hospital', 'isHarmed', 'accountableUnit'],
      label: L,
    },
    settle: {
      from: ['accepted', 'signed'],
      to: 'settled',
      by: { post: ['officer'] },
      effects: [
        { do: 'assign', relation: 'mediator' },
        { do: 'record', fields: ['hospital'] },
        { do: 'agreeExtension', clock: 'limit' },
      ],
      label: L,
    },
  },
  clocks: {
    limit: {
      from: 'accept',
      until: ['settle'],
      length: workingDays(30),
      pausedIn: ['accepted'],
      source,
      label: L,
      extendBy: { agreed: { post: ['clerk'], side: ['applicant'] }, by: hours(1), source },
    },
  },
  sees: { side: { applicant: 'case' }, post: { clerk: 'unit', officer: 'assigned' }, assignment: { mediator: 'case' } },
  openedBy: ['resident', 'officer'],
  warnings: [{ code: 'w', label: L, severity: 'notice', when: ({ state, details }) => state === 'signed' && details.harmed === true }],
  statistics: { settled: { label: L, share: ['settled'], of: ['settled', 'signed'] } },
});

test('a capability joins the states and moves of the type that uses it', () => {
  const state: StateOf<typeof medical> = 'reported';
  const move: MoveOf<typeof medical> = 'signFor';
  expect(Object.keys(medical.states)).toEqual(['reported', 'signed', 'accepted', 'settled']);
  expect(medical.moves[move].to).toBe('signed');
  expect(medical.states[state].phase).toBe('intake');
});

test('what the type does not declare does not compile', () => {
  const base = { ...declared, initial: 'reported' } as const;
  const go = { from: 'signed', to: 'accepted', by: { post: ['clerk'] }, label: L } as const;
  const clock = { from: 'go', until: ['go'], length: hours(1), source, label: L } as const;
  const warning = { code: 'c', label: L, severity: 'notice' } as const;
  // @ts-expect-error unknown initial state
  defineCaseType({ ...declared, initial: 'nowhere', moves: { go } });
  // @ts-expect-error unknown target
  defineCaseType({ ...base, moves: { go: { ...go, to: 'nowhere' } } });
  // @ts-expect-error unknown origin
  defineCaseType({ ...base, moves: { go: { ...go, from: ['signed', 'nowhere'] } } });
  // @ts-expect-error unknown post
  defineCaseType({ ...base, moves: { go: { ...go, by: { post: ['judge'] } } } });
  // @ts-expect-error unknown assignment
  defineCaseType({ ...base, moves: { go: { ...go, by: { assignment: ['judge'] } } } });
  // @ts-expect-error unknown side
  defineCaseType({ ...base, moves: { go: { ...go, by: { side: ['landlord'] } } } });
  // @ts-expect-error unknown requirement or detail
  defineCaseType({ ...base, moves: { go: { ...go, needs: ['nothing'] } } });
  // @ts-expect-error a move without a label in both languages
  defineCaseType({ ...base, moves: { go: { ...go, label: { en: 'go' } } } });
  // @ts-expect-error a clock from an unknown move
  defineCaseType({ ...base, moves: { go }, clocks: { c: { ...clock, from: 'fly' } } });
  // @ts-expect-error a clock paused in an unknown state
  defineCaseType({ ...base, moves: { go }, clocks: { c: { ...clock, pausedIn: ['limbo'] } } });
  // @ts-expect-error a statutory clock without a source
  defineCaseType({ ...base, moves: { go }, clocks: { c: { ...clock, source: undefined } } });
  // @ts-expect-error an extension of an unknown clock
  defineCaseType({ ...base, moves: { go: { ...go, effects: [{ do: 'agreeExtension', clock: 'none' }] } } });
  // @ts-expect-error a recorded field that is no detail
  defineCaseType({ ...base, moves: { go: { ...go, effects: [{ do: 'record', fields: ['nothing'] }] } } });
  // @ts-expect-error a warning compares an impossible state
  defineCaseType({ ...base, moves: { go }, warnings: [{ ...warning, when: ({ state }) => state === 'nowhere' }] });
  // @ts-expect-error a warning reads an unknown detail
  defineCaseType({ ...base, moves: { go }, warnings: [{ ...warning, when: ({ details }) => details.nothing === 1 }] });
  // @ts-expect-error a statistic over an unknown state
  defineCaseType({ ...base, moves: { go }, statistics: { s: { label: L, count: ['nowhere'] } } });
  // @ts-expect-error a statistic that sums an unknown detail
  defineCaseType({ ...base, moves: { go }, statistics: { s: { label: L, sum: 'nothing', in: ['signed'] } } });
  // @ts-expect-error a statistic over an unknown clock
  defineCaseType({ ...base, moves: { go }, statistics: { s: { label: L, metInTime: 'none' } } });
  // @ts-expect-error sight for an unknown post
  defineCaseType({ ...base, moves: { go }, sees: { post: { judge: 'unit' } } });
  // @ts-expect-error a closed state without an outcome
  defineCaseType({ ...base, states: { accepted: { phase: 'closed', label: L } }, moves: {} });
  // @ts-expect-error a field without a class
  field(text(1), { label: L, description: 'd' });
  expect(medical.collisions).toEqual([]);
});

test('two parts that claim one name are named with both owners', () => {
  const twice = defineCaseType({ ...declared, uses: [duty(), { ...duty(), name: 'other' }], initial: 'reported', moves: {} });
  expect(twice.collisions).toContain('states.reported: declared by "duty" and by "other"');
});
