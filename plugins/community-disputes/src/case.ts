import { defineCaseType, label, policy, type Requirement } from '@maplebridge/contract';
import { closure, duty } from '@maplebridge/duty';
import { mediation, peoplesMediationLaw } from '@maplebridge/mediation';
import { CommunityDisputeDetails } from './details';
import { consentWithin, kindWithin, onSpotLimit } from './policies';
import { domesticViolenceLaw } from './sources';
import { Continuation, Settlement } from './takes';

const noFamilyViolence: Requirement<CommunityDisputeDetails> = {
  label: label('不涉及家庭暴力（涉及的应转保护程序）', 'no family violence is alleged; such a case is routed to protection'),
  reads: ['details'],
  holds: ({ details }) => details.isFamilyViolenceAlleged !== true,
};

/**
 * Somebody signs and accepts; most is settled in place and then confirmed by the applicant, the rest is mediated. What turns out to
 * be another matter goes on as a linked case of that type, and what involves family violence is routed to protection.
 */
export const communityDispute = defineCaseType({
  name: 'community-dispute',
  label: label('社区矛盾纠纷', 'Community dispute'),
  processing: {
    basis: 'legalDuty',
    source: peoplesMediationLaw(
      '17',
      label('当事人可以申请调解，调解委员会也可以主动调解', 'Parties may apply, and a committee may offer to mediate'),
    ),
  },
  description: 'Disputes between neighbours, in families, over housing, debts, fees and whatever else arises in a community.',
  details: CommunityDisputeDetails,
  uses: [
    duty({ alsoBy: ['gridWorker'] }),
    mediation({
      from: 'accepted',
      agreed: 'agreed',
      ended: 'ended',
      during: ['agreed'],
      proposedBy: ['officer', 'gridWorker'],
      needs: { toPropose: ['noFamilyViolence'], toConsent: ['noFamilyViolence'] },
    }),
    closure({ from: ['settledInPlace', 'agreed'], by: ['officer', 'gridWorker'], reopens: ['withdrawn', 'resolved', 'notPerformed'] }),
  ],
  posts: { gridWorker: { label: label('网格员', 'grid worker') } },
  requirements: { noFamilyViolence },
  initial: 'reported',
  states: {
    accepted: { phase: 'handling', label: label('已受理', 'accepted') },
    settledInPlace: { phase: 'followUp', label: label('就地化解（待确认）', 'settled in place, to be confirmed') },
    agreed: { phase: 'agreement', label: label('达成协议（待履行）', 'agreed, to be performed') },
    resolved: { phase: 'closed', outcome: 'resolved', label: label('办结（已确认）', 'closed, confirmed') },
    notPerformed: { phase: 'closed', outcome: 'notResolved', label: label('未履行', 'not performed') },
    ended: { phase: 'closed', outcome: 'notResolved', label: label('终止调解（已告知其他途径）', 'ended, other routes told') },
    protection: { phase: 'closed', outcome: 'referredOut', label: label('转家庭暴力保护程序', 'routed to protection from violence') },
    continuedElsewhere: { phase: 'closed', outcome: 'referredOut', label: label('转为其他类型案件', 'continued as another case') },
    withdrawn: { phase: 'closed', outcome: 'withdrawn', label: label('撤回', 'withdrawn') },
  },
  moves: {
    accept: { from: 'signed', to: 'accepted', by: { post: ['officer', 'gridWorker'] }, needs: ['kind'], label: label('受理', 'accept') },
    settleInPlace: {
      from: 'accepted',
      to: 'settledInPlace',
      by: { post: ['officer', 'gridWorker'] },
      needs: ['noFamilyViolence'],
      takes: Settlement,
      effects: [{ do: 'record', fields: ['agreedAmount', 'performBy'] }],
      source: peoplesMediationLaw(
        '21, 28',
        label('及时、就地；可以采取口头协议方式', 'In time and in place; an oral agreement is allowed'),
      ),
      label: label('就地化解', 'settle in place'),
    },
    confirmResolved: {
      from: ['settledInPlace', 'agreed'],
      to: 'resolved',
      by: { side: ['applicant'] },
      source: peoplesMediationLaw('31'),
      label: label('确认已化解', 'confirm as resolved'),
    },
    rejectSettlement: {
      from: 'settledInPlace',
      to: 'accepted',
      by: { side: ['applicant'] },
      label: label('不认可，继续办理', 'reject the settlement'),
    },
    reportNotPerformed: {
      from: 'agreed',
      to: 'notPerformed',
      by: { side: ['applicant'] },
      label: label('反映未履行', 'report non-performance'),
    },
    routeToProtection: {
      from: ['reported', 'signed', 'accepted', 'settledInPlace', 'awaitingConsent', 'inMediation', 'agreed'],
      to: 'protection',
      by: { post: ['officer', 'supervisor'] },
      source: domesticViolenceLaw,
      label: label('转保护程序', 'route to protection'),
    },
    continueElsewhere: {
      from: ['signed', 'accepted'],
      to: 'continuedElsewhere',
      by: { post: ['officer', 'gridWorker'] },
      takes: Continuation,
      effects: [{ do: 'continueElsewhere' }],
      label: label('转为其他类型案件', 'continue as another case'),
    },
    withdraw: { from: ['reported', 'signed', 'accepted'], to: 'withdrawn', by: { side: ['applicant'] }, label: label('撤回', 'withdraw') },
  },
  clocks: {
    onSpot: {
      from: 'open',
      until: ['settleInPlace', 'reachAgreement', 'continueElsewhere'],
      length: policy(onSpotLimit),
      label: label('就地化解时限', 'time to resolve on the spot'),
    },
  },
  sees: { side: { applicant: 'case', respondent: 'case' }, post: { gridWorker: 'unit' } },
  openedBy: ['resident', 'officer', 'gridWorker', 'mediationCommittee'],
  warnings: [
    {
      code: 'violenceNotRouted',
      severity: 'urgent',
      label: label('涉嫌家庭暴力，尚未转保护程序', 'Family violence is alleged and the case is not routed to protection'),
      when: ({ details }) => details.isFamilyViolenceAlleged === true,
    },
    {
      code: 'consentSilent',
      severity: 'notice',
      label: label('邀请调解后逾时无答复', 'Invited a while ago and no answer'),
      when: ({ state, hoursInState, policy: local }) => state === 'awaitingConsent' && hoursInState >= local(consentWithin),
    },
    {
      code: 'kindUnknown',
      severity: 'notice',
      label: label('签收后逾时未核定类型', 'Signed a while ago and nobody has said what it is about'),
      when: ({ state, details, hoursInState, policy: local }) => state === 'signed' && !details.kind && hoursInState >= local(kindWithin),
    },
  ],
  statistics: {
    confirmedRate: {
      label: label('确认化解率', 'confirmed as resolved'),
      share: ['resolved'],
      of: ['resolved', 'notPerformed', 'ended', 'closedUnconfirmed'],
    },
    onSpotWithinLimit: { label: label('按时就地化解率', 'resolved on the spot in time'), metInTime: 'onSpot' },
    hoursToSettle: {
      label: label('就地化解用时（中位数）', 'median hours to a settlement in place'),
      medianHours: ['open', 'settleInPlace'],
    },
    amountOpen: {
      label: label('在办涉及金额', 'amount in open disputes'),
      sum: 'disputedAmount',
      in: ['accepted', 'awaitingConsent', 'inMediation'],
    },
  },
  policies: [onSpotLimit, consentWithin, kindWithin],
});
