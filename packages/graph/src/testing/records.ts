import type { CaseRecord, LedgerEntry, PartyRecord, UnitRecord, Viewer } from '@maplebridge/contract';

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const noon = new Date('2024-05-01T12:00:00+08:00');

export const unit = (n: number): UnitRecord => ({
  id: uuid(n),
  code: `u${n}`,
  name: { 'zh-CN': `单位${n}`, en: `Unit ${n}` },
  kind: 'police',
  kindLabel: { 'zh-CN': '公安', en: 'Police' },
  level: n === 1 ? 0 : 1,
  parentId: n === 1 ? null : uuid(1),
  path: n === 1 ? [uuid(1)] : [uuid(1), uuid(n)],
  timeZone: 'Asia/Shanghai',
  from: noon,
  until: null,
});

export const record = (n: number, more: Partial<CaseRecord>): CaseRecord => ({
  id: uuid(n),
  type: 'noise-complaint',
  typeVersion: 1,
  jurisdiction: 'noise',
  number: `N-${n}`,
  version: 3,
  summary: `Case ${n}`,
  state: 'reported',
  phase: 'intake',
  outcome: null,
  unitId: uuid(2),
  handlerId: null,
  handlerPost: null,
  handlerUnitId: null,
  placeId: null,
  reportId: null,
  openedAt: noon,
  enteredAt: noon,
  closedAt: null,
  changedAt: noon,
  due: { clock: 'answer', at: noon },
  isDormant: false,
  details: {},
  ...more,
});

export const party = (n: number, caseId: string): PartyRecord => ({
  id: uuid(n),
  caseId,
  side: 'applicant',
  capacity: 'self',
  name: { text: '王**', isMasked: true, class: 'identity' },
  actsForId: null,
  consent: 'notAsked',
});

export const entry = (n: number, subject: CaseRecord, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: uuid(n),
  shard: 0,
  position: 7n,
  subjectKind: 'case',
  subjectId: subject.id,
  subjectVersion: 4,
  caseId: subject.id,
  caseType: subject.type,
  typeVersion: 1,
  type: 'dismiss',
  unitId: subject.unitId,
  previousUnitId: null,
  stateBefore: 'reported',
  stateAfter: 'dismissed',
  phaseBefore: 'intake',
  phaseAfter: 'closed',
  audience: 'case',
  actor: { kind: 'post', role: 'officer', personId: uuid(90), unitId: uuid(2) },
  happenedAt: noon,
  recordedAt: noon,
  payload: {},
  ...more,
});

export const officer: Viewer = {
  personId: uuid(90),
  name: '李警官',
  posts: [{ role: 'officer', unitId: uuid(2), level: 1, from: noon, until: null }],
  rightsVersion: 1,
  treeVersion: 1,
  sessionEndsAt: noon,
};
