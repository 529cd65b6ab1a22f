import { defineCaseType, label, policy } from '@maplebridge/contract';
import { closure, duty } from '@maplebridge/duty';
import { mediation, peoplesMediationLaw } from '@maplebridge/mediation';
import { NightMarketDisputeDetails } from './details';
import { arrivalLimit, arriveWithin, onSpotLimit, performWithin, policies } from './policies';
import { clearHeaded, minorAndClear } from './requirements';
import { policeProcedure } from './sources';
import { SceneFinding, SobrietyCheck } from './takes';

const bothSides = ['applicant', 'respondent'] as const;
const onSpot = policeProcedure(
  '178(3)',
  label('情节轻微、事实清楚、双方同意并当场履行的，可以当场调解', 'Minor, clear, agreed by both and performed at once'),
);

/**
 * Somebody signs, somebody arrives, and what is minor is settled on the spot if both sides say so with a clear head. A refusal
 * ends the attempt, not the case: the committee may be asked for, or the parties are pointed to the police decision or a court.
 */
export const nightMarketDispute = defineCaseType({
  name: 'night-market-dispute',
  label: label('夜市纠纷', 'Night-market dispute'),
  processing: {
    basis: 'legalDuty',
    source: policeProcedure(
      '178',
      label('因民间纠纷引起的违法行为可以调解处理', 'Offences that come of quarrels between people may be mediated'),
    ),
  },
  description: 'Noise, drunkenness and quarrels at a night market, dealt with nearby, on the spot and quickly.',
  details: NightMarketDisputeDetails,
  uses: [
    duty({ alsoBy: ['watchman'] }),
    mediation({
      from: 'unsettled',
      agreed: 'agreed',
      ended: 'referred',
      during: ['agreed'],
      proposedBy: ['officer'],
      needs: { toConsent: ['clearHeaded'] },
    }),
    closure({ from: ['atScene', 'agreed'], by: ['officer', 'watchman'], reopens: ['withdrawn'] }),
  ],
  posts: { watchman: { label: label('夜间值守员', 'night watchman') } },
  requirements: { minorAndClear, clearHeaded },
  initial: 'reported',
  states: {
    atScene: { phase: 'handling', label: label('已到场', 'at the scene') },
    onTheSpot: { phase: 'mediation', route: 'publicSecurityMediation', label: label('当场调解中', 'mediating on the spot') },
    unsettled: { phase: 'handling', label: label('当场调解不成', 'not settled on the spot') },
    agreed: { phase: 'agreement', route: 'peoplesMediation', label: label('达成协议（待履行）', 'agreed, to be performed') },
    settledOnSpot: { phase: 'closed', outcome: 'resolved', label: label('当场化解', 'settled on the spot') },
    performed: { phase: 'closed', outcome: 'resolved', label: label('已履行', 'performed') },
    referred: { phase: 'closed', outcome: 'referredOut', label: label('终止调解（已告知其他途径）', 'ended, other routes told') },
    withdrawn: { phase: 'closed', outcome: 'withdrawn', label: label('撤回', 'withdrawn') },
  },
  moves: {
    arrive: {
      from: 'signed',
      to: 'atScene',
      by: { post: ['officer', 'watchman'] },
      needs: ['matter'],
      effects: [{ do: 'takeOn' }],
      label: label('到场', 'arrive'),
    },
    recordFinding: {
      from: 'atScene',
      by: { post: ['officer'] },
      takes: SceneFinding,
      effects: [{ do: 'record', fields: ['isMinorAndClear', 'involvesAlcohol'] }],
      label: label('记录现场情况', 'record what was found'),
    },
    confirmSobriety: {
      from: ['atScene', 'onTheSpot', 'unsettled', 'awaitingConsent'],
      by: { post: ['officer'] },
      takes: SobrietyCheck,
      effects: [{ do: 'record', fields: ['sobrietyConfirmedAt'] }],
      label: label('确认当事人清醒', 'confirm that all are clear-headed'),
    },
    mediateOnSpot: {
      from: 'atScene',
      to: 'onTheSpot',
      by: { post: ['officer'] },
      needs: ['minorAndClear'],
      effects: [{ do: 'askConsent', of: bothSides }],
      source: onSpot,
      label: label('当场调解', 'mediate on the spot'),
    },
    agreeOnSpot: {
      from: 'onTheSpot',
      by: { side: bothSides },
      needs: ['clearHeaded'],
      effects: [{ do: 'consent', as: 'given' }],
      source: onSpot,
      label: label('同意当场调解', 'agree on the spot'),
    },
    refuseOnSpot: {
      from: 'onTheSpot',
      to: 'unsettled',
      by: { side: bothSides },
      refusalBy: bothSides,
      effects: [{ do: 'consent', as: 'refused' }],
      source: policeProcedure('179', label('当事人明确不愿意调解的，不适用调解', 'No mediation where a party explicitly does not want it')),
      label: label('拒绝当场调解', 'refuse on the spot'),
    },
    endOnSpot: { from: 'onTheSpot', to: 'unsettled', by: { post: ['officer'] }, label: label('当场调解不成', 'end without settlement') },
    settleOnSpot: {
      from: 'onTheSpot',
      to: 'settledOnSpot',
      by: { post: ['officer'] },
      needs: ['bothConsent', 'clearHeaded'],
      source: onSpot,
      label: label('当场化解并履行', 'settle and perform at once'),
    },
    refer: {
      from: ['atScene', 'unsettled'],
      to: 'referred',
      by: { post: ['officer'] },
      source: policeProcedure(
        '178, 185',
        label('调解不成的依法处理，或告知诉讼等途径', 'What fails is decided by law, or pointed to court'),
      ),
      label: label('告知其他途径', 'point to other routes'),
    },
    confirmPerformed: {
      from: 'agreed',
      to: 'performed',
      by: { side: ['applicant'] },
      source: peoplesMediationLaw('31'),
      label: label('确认已履行', 'confirm performance'),
    },
    withdraw: {
      from: ['reported', 'signed', 'atScene', 'unsettled'],
      to: 'withdrawn',
      by: { side: ['applicant'] },
      label: label('撤回', 'withdraw'),
    },
  },
  clocks: {
    arrival: { from: 'signFor', until: ['arrive', 'transfer'], length: policy(arrivalLimit), label: label('到场时限', 'time to arrive') },
    onSpot: {
      from: 'arrive',
      until: ['settleOnSpot', 'refuseOnSpot', 'endOnSpot', 'refer'],
      length: policy(onSpotLimit),
      label: label('当场处置时限', 'time to deal with it on the spot'),
    },
  },
  sees: { side: { applicant: 'case', respondent: 'case' }, post: { watchman: 'unit' } },
  openedBy: ['resident', 'officer', 'watchman'],
  exclusiveRoutes: [['publicSecurityMediation', 'peoplesMediation']],
  warnings: [
    {
      code: 'nobodyArrived',
      severity: 'urgent',
      label: label('签收后逾时无人到场', 'Signed a while ago and nobody has arrived'),
      when: ({ state, hoursInState, policy: local }) => state === 'signed' && hoursInState >= local(arriveWithin),
    },
    {
      code: 'consentUnderAlcohol',
      severity: 'urgent',
      label: label('涉酒纠纷正在调解，尚未确认当事人清醒', 'Alcohol is involved and nobody has confirmed clear heads'),
      when: ({ state, details }) => state === 'onTheSpot' && details.involvesAlcohol === true && !details.sobrietyConfirmedAt,
    },
    {
      code: 'agreementWaiting',
      severity: 'notice',
      label: label('协议达成后逾时未确认履行', 'Agreed a while ago, performance not confirmed'),
      when: ({ state, hoursInState, policy: local }) => state === 'agreed' && hoursInState >= local(performWithin),
    },
  ],
  statistics: {
    onSpotRate: {
      label: label('当场化解率', 'settled on the spot'),
      share: ['settledOnSpot'],
      of: ['settledOnSpot', 'performed', 'referred', 'withdrawn', 'closedUnconfirmed'],
    },
    hoursToArrive: { label: label('到场用时（中位数）', 'median hours until somebody arrives'), medianHours: ['open', 'arrive'] },
    arrivedInTime: { label: label('按时到场率', 'arrived in time'), metInTime: 'arrival' },
    unsettled: { label: label('未化解案件', 'cases not settled'), count: ['atScene', 'onTheSpot', 'unsettled'] },
  },
  policies,
});
