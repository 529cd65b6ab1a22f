import { defineCaseType, label, workingDays, type CaseFacts, type MoveOf, type StateOf } from '@maplebridge/contract';
import { medicalDispute } from './case';
import { MedicalDisputeDetails } from './details';
import { routeIsFree } from './requirements';
import { medicalRegulation } from './sources';

const factsWith = (details: Partial<MedicalDisputeDetails>): CaseFacts<MedicalDisputeDetails> => ({
  state: 'signed',
  details,
  parties: [],
  hasHandler: true,
  hasPlace: true,
  openedAt: new Date(0),
  enteredAt: new Date(0),
  now: new Date(0),
});

test('states, moves and details of a medical dispute are known by name', () => {
  const state: StateOf<typeof medicalDispute> = 'appraisal';
  const move: MoveOf<typeof medicalDispute> = 'reachAgreement';
  // @ts-expect-error a medical dispute is settled, never judged
  const verdict: StateOf<typeof medicalDispute> = 'judged';
  expect([state in medicalDispute.states, move in medicalDispute.moves, verdict in medicalDispute.states]).toEqual([true, true, false]);
});

test('a clock paused in a state that a medical dispute does not have does not compile', () => {
  const base = {
    name: 'x',
    label: label('试', 'x'),
    description: 'd',
    details: MedicalDisputeDetails,
    initial: 'open',
    openedBy: [],
    sees: {},
  } as const;
  const states = { open: { phase: 'handling', label: label('试', 'x') } } as const;
  const limit = {
    from: 'open',
    until: [],
    length: workingDays(30),
    pausedIn: ['autopsy'],
    source: medicalRegulation('38'),
    label: label('试', 'x'),
  } as const;
  // @ts-expect-error there is no state called autopsy
  const broken = defineCaseType({ ...base, states, moves: {}, clocks: { limit } });
  expect(broken.clocks['limit']?.pausedIn).toEqual(['autopsy']);
});

test('thirty working days run from acceptance and stand still during an appraisal', () => {
  expect(medicalDispute.clocks['mediationLimit']).toMatchObject({
    from: 'accept',
    length: { unit: 'workingDays', value: 30 },
    pausedIn: ['appraisal'],
    source: { article: '38', inForceFrom: '2018-10-01' },
    extendBy: { agreed: { post: ['mediationOffice'], side: ['applicant', 'respondent'] } },
  });
});

test('a dispute that a court or an authority has accepted is not accepted here', () => {
  expect(routeIsFree.holds(factsWith({}))).toBe(true);
  expect(routeIsFree.holds(factsWith({ litigationAccepted: true }))).toBe(false);
  expect(routeIsFree.holds(factsWith({ administrativeMediationAccepted: true }))).toBe(false);
});

test('what was done to a body is health data, and nothing about it stands open', () => {
  const healthFields = medicalDispute.fields.filter((one) => one.class === 'health').map(({ name }) => name);
  expect(healthFields).toEqual(['treatment', 'harm']);
});
