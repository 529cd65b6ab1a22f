import type { CaseFilter, LedgerEntry, Watch } from '@maplebridge/contract';
import type { Judgement, Traits } from './judge';
import { decide } from './verdict';

const paths = new Map([
  ['north', ['province', 'north']],
  ['south', ['province', 'south']],
]);
const traits: Traits = {
  jurisdiction: 'medical-disputes',
  placeIds: ['ward', 'hospital'],
  handlerId: 'me',
  isUnsigned: false,
  dueAt: new Date('2026-03-10'),
  openedAt: new Date('2026-03-01'),
};
const seen: Judgement = { before: traits, after: traits, told: { note: null, source: null } };
const entry: LedgerEntry = {
  id: 'entry',
  shard: 0,
  position: 1n,
  subjectKind: 'case',
  subjectId: 'case',
  subjectVersion: 2,
  caseId: 'case',
  caseType: 'medical-dispute',
  typeVersion: 1,
  type: 'accept',
  unitId: 'north',
  previousUnitId: null,
  stateBefore: 'signed',
  stateAfter: 'accepted',
  phaseBefore: 'intake',
  phaseAfter: 'handling',
  audience: 'case',
  actor: { kind: 'system', role: 'test', personId: null, unitId: null },
  happenedAt: new Date('2026-03-05'),
  recordedAt: new Date('2026-03-05'),
  payload: {},
};
const say = (watch: Watch, changes: Partial<LedgerEntry> = {}, judgement: Partial<Judgement> = {}) =>
  decide(watch, 'me', { entry: { ...entry, ...changes }, judgement: { ...seen, ...judgement }, paths });

test.each<CaseFilter>([
  {},
  { types: ['medical-dispute'] },
  { jurisdictions: ['medical-disputes'] },
  { states: ['accepted'] },
  { phases: ['handling'] },
  { unitId: 'north' },
  { unitId: 'province' },
  { unitId: 'north', includeDescendants: false },
  { placeId: 'hospital' },
  { handlerIsMe: true },
  { isUnsigned: false },
  { isOverdue: false },
  { dueBefore: new Date('2026-03-11') },
  { openedFrom: new Date('2026-03-01') },
  { openedUntil: new Date('2026-03-02') },
])('an entry that fits %j is a change', (filter) => expect(say({ filter })).toBe('change'));

test.each<CaseFilter>([
  { types: ['night-market-dispute'] },
  { jurisdictions: [] },
  { unitId: 'south' },
  { unitId: 'province', includeDescendants: false },
  { placeId: 'other' },
  { handlerIsMe: false },
  { isUnsigned: true },
  { isOverdue: true },
  { dueBefore: new Date('2026-03-10') },
  { openedFrom: new Date('2026-03-02') },
  { openedUntil: new Date('2026-03-01') },
  { states: ['settled'] },
  { phases: ['closed'] },
])('an entry that fits %j neither before nor after is nothing', (filter) => expect(say({ filter })).toBe('nothing'));

test.each<[CaseFilter, Partial<LedgerEntry>]>([
  [{ states: ['signed'] }, {}],
  [{ phases: ['intake'] }, {}],
  [{ unitId: 'south' }, { previousUnitId: 'south' }],
])('a case that fitted %j before and not after has left', (filter, changes) => expect(say({ filter }, changes)).toBe('caseLeft'));

test('a case that leaves the sight of the viewer has left, whatever the type and audience of the entry', () => {
  expect(say({ entryTypes: ['settle'] }, {}, { after: null, told: null })).toBe('caseLeft');
  expect(say({}, {}, { before: null, after: null })).toBe('nothing');
});

test('a case that comes into sight is a change, unless the entry is not for the viewer or not of a type asked for', () => {
  expect(say({}, {}, { before: null })).toBe('change');
  expect(say({}, {}, { told: null })).toBe('nothing');
  expect(say({ entryTypes: ['settle'] })).toBe('nothing');
});

test('a closed case is never overdue', () => {
  const late = { recordedAt: new Date('2026-03-11') };
  expect(say({ filter: { isOverdue: true } }, late)).toBe('change');
  expect(say({ filter: { isOverdue: true } }, { ...late, phaseBefore: 'closed', phaseAfter: 'closed' })).toBe('nothing');
});
