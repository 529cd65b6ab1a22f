import { isRefusal, type Refusal, type Side, type Standing } from '@maplebridge/contract';
import fc from 'fast-check';
import { decide, moveOptions, type Subject } from './decide';
import { rule, stallDispute } from './testing';

const at = new Date('2026-06-01T00:00:00Z');
const officer = { role: 'officer', unitId: 'street' };
const party = (side: Side, consent: 'given' | 'asked' = 'given') => ({ side, capacity: 'self' as const, consent });
const nobody: Standing = { sides: [], posts: [], assignments: [] };
const subject = (state: string, standing: Partial<Standing> = {}, facts: Partial<Subject['facts']> = {}): Subject => ({
  type: stallDispute,
  facts: { state, details: {}, parties: [], hasHandler: false, hasPlace: false, openedAt: at, enteredAt: at, now: at, ...facts },
  standing: { ...nobody, ...standing },
});
function refusalOf(given: Subject, move: string): Refusal {
  try {
    decide(given, move);
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  throw new Error(`${move} was allowed`);
}

test('a move that the type does not have is named beside those it has', () => {
  const refusal = refusalOf(subject('reported', { posts: [officer] }), 'toString');
  expect(refusal.code).toBe('BAD_USER_INPUT');
  expect(refusal.text.en).toBe(
    'A stall-dispute has no move "toString"; it has signFor, transfer, mediate, appraise, resume, agreeLonger, refuse, settle.',
  );
  expect(refusal.text['zh-CN']).toContain('“中文：stall dispute”没有“toString”这一步');
});

test('a move from another state is refused with the moves that are open to this viewer', () => {
  const refusal = refusalOf(subject('reported', { posts: [officer] }), 'settle');
  expect(refusal).toMatchObject({ code: 'MOVE_NOT_OPEN', details: { openMoves: ['signFor', 'transfer'] } });
  expect(refusal.text.en).toBe(
    'A case that is "reported" cannot "settle"; it can from: in mediation, accepted. Open to you now: sign for, transfer.',
  );
  expect(refusal.text['zh-CN']).toContain('不能“中文：settle”');
  expect(refusalOf(subject('settled', { posts: [officer] }), 'settle').text.en).toContain('No move is open to you now.');
});

test('a stranger may not make a move, and is told who may, before hearing what is missing', () => {
  const refusal = refusalOf(subject('accepted', { sides: ['respondent'], assignments: ['constructor'] }), 'mediate');
  expect(refusal).toMatchObject({ code: 'FORBIDDEN', details: { source: rule() } });
  expect(refusal.text.en).toBe('"mediate" is not yours to make; it may be made by: officer, mediator, the applicant.');
  expect(refusal.text['zh-CN']).toContain('中文：officer、中文：mediator、申请人');
});

test('what a move needs is listed by name, and consent alone is asked for as consent', () => {
  const given = { posts: [officer] };
  const missing = refusalOf(subject('accepted', given, { details: { stall: ' ' }, parties: [party('applicant', 'asked')] }), 'mediate');
  expect(missing).toMatchObject({ code: 'NEEDS_MISSING', details: { needs: ['stall', 'hasBothSides', 'bothConsent'], source: rule() } });
  expect(missing.text.en).toBe('Before "mediate" this is still missing: stall, both sides, consent of both.');
  const consent = refusalOf(subject('accepted', given, { details: { stall: 'A1' }, parties: [party('respondent', 'asked')] }), 'mediate');
  expect(consent).toMatchObject({ code: 'CONSENT_REQUIRED', details: { needs: ['bothConsent'] } });
});

test('a post acts before an assignment and an assignment before a side', () => {
  const facts = { details: { stall: 'A1' }, parties: [party('respondent')] };
  const actor = (standing: Partial<Standing>) => decide(subject('accepted', standing, facts), 'mediate').actor;
  expect(actor({ posts: [officer], assignments: ['mediator'], sides: ['applicant'] })).toEqual({
    kind: 'post',
    role: 'officer',
    unitId: 'street',
  });
  expect(actor({ assignments: ['mediator'], sides: ['applicant'] })).toEqual({ kind: 'assignment', role: 'mediator', unitId: null });
  expect(actor({ posts: [{ role: 'hospital', unitId: 'h' }], sides: ['respondent', 'applicant'] })).toEqual({
    kind: 'side',
    role: 'applicant',
    unitId: null,
  });
});

test('a route that excludes one already taken elsewhere is closed, without saying where', () => {
  const type = { ...stallDispute, exclusiveRoutes: [['peoplesMediation', 'litigation']] };
  const given = { ...subject('accepted', { posts: [officer] }, { details: { stall: 'A1' }, parties: [party('respondent')] }), type };
  expect(decide({ ...given, routesElsewhere: ['negotiation', 'peoplesMediation'] }, 'mediate').spec.to).toBe('mediated');
  const refusal = refusalOf({ ...given, routesElsewhere: ['litigation'] }, 'mediate');
  expect(refusal).toMatchObject({ code: 'MOVE_NOT_OPEN', details: { openMoves: ['transfer', 'settle'], source: rule() } });
  expect(refusal.text.en).toMatch(/on a route that excludes this one.*Open to you now: transfer, settle/);
  expect(refusal.text.en).not.toContain('litigation');
});

test('every move is listed, open or with its reason, and the list says what decide says', () => {
  const states = fc.constantFrom(...Object.keys(stallDispute.states));
  const standings = fc.record({
    sides: fc.subarray(['applicant', 'respondent', 'third']),
    assignments: fc.subarray(['mediator', 'expert']),
    posts: fc.subarray([officer, { role: 'hospital', unitId: 'h' }]),
  });
  const facts = fc.record({
    details: fc.constantFrom({}, { stall: 'A1' }),
    parties: fc.array(
      fc.record({
        side: fc.constantFrom<Side>('applicant', 'respondent'),
        consent: fc.constantFrom('given' as const, 'asked' as const),
        capacity: fc.constant('self' as const),
      }),
    ),
  });
  fc.assert(
    fc.property(states, standings, facts, (state, standing, known) => {
      const given = subject(state, standing, known);
      const options = moveOptions(given);
      expect(options.map((one) => one.code)).toEqual(Object.keys(stallDispute.moves));
      const open = options.filter((one) => one.isOpen).map((one) => one.code);
      for (const option of options) {
        if (option.isOpen) expect([stallDispute.moves[option.code as 'settle'].from].flat()).toContain(state);
        const { code, text, details } = option.isOpen ? { code: null, text: null, details: null } : refusalOf(given, option.code);
        expect(option.refusal).toEqual(code && { code, text, details });
        if (code === 'MOVE_NOT_OPEN') expect(details).toMatchObject({ openMoves: open });
      }
    }),
    { numRuns: 600 },
  );
});
