import { defineCaseType, label, policy, workingDays } from '@maplebridge/contract';
import { closure, duty } from '@maplebridge/duty';
import { mediation, peoplesMediationLaw } from '@maplebridge/mediation';
import { MedicalDisputeDetails } from './details';
import { acceptWithin, appraisalWithin, extension, inviteWithin, largeClaim } from './policies';
import { bothSidesKnown, routeIsFree } from './requirements';
import { medicalRegulation } from './sources';
import { AppraisalOrder, SignedAgreement } from './takes';

const route = 'peoplesMediation';
const medicalMediation = mediation({
  from: 'accepted',
  agreed: 'agreed',
  ended: 'ended',
  during: ['appraisal', 'agreed'],
  convener: { post: 'mediationOffice', label: label('医疗纠纷人民调解委员会（医调委）', 'medical dispute mediation committee') },
  needs: { toPropose: ['routeIsFree'] },
});

/**
 * The mediation committee signs, or a station that transfers to it. It accepts (or does not), asks both sides and mediates; an
 * appraisal stops the clock. An agreement is signed, performed and confirmed by the applicant, or the attempt ends and other routes are told.
 */
export const medicalDispute = defineCaseType({
  name: 'medical-dispute',
  label: label('医疗纠纷', 'Medical dispute'),
  description: "A dispute between a patient side and a hospital over medical care, on the route of people's mediation.",
  processing: {
    basis: 'legalDuty',
    source: medicalRegulation(
      '31',
      label('调解委员会受理申请、核实情况并主持调解', 'The committee takes applications, finds the facts and mediates'),
    ),
  },
  details: MedicalDisputeDetails,
  uses: [
    duty({ alsoBy: ['mediationOffice'] }),
    medicalMediation,
    closure({ from: ['performing'], by: ['mediationOffice', 'officer'], reopens: ['withdrawn'] }),
  ],
  assignments: { appraiser: { label: label('鉴定人员', 'appraiser') } },
  requirements: { routeIsFree, bothSidesKnown },
  initial: 'reported',
  states: {
    accepted: { phase: 'handling', route, label: label('已受理', 'accepted') },
    appraisal: { phase: 'mediation', route, label: label('鉴定中', 'in appraisal') },
    agreed: { phase: 'agreement', route, label: label('达成协议', 'agreed') },
    performing: { phase: 'followUp', label: label('履行中', 'performing') },
    settled: { phase: 'closed', outcome: 'resolved', label: label('已履行', 'performed') },
    notPerformed: { phase: 'closed', outcome: 'notResolved', label: label('未履行', 'not performed') },
    notAccepted: { phase: 'closed', outcome: 'referredOut', label: label('不予受理', 'not accepted') },
    ended: { phase: 'closed', outcome: 'notResolved', label: label('终止调解（已告知其他途径）', 'ended, other routes told') },
    withdrawn: { phase: 'closed', outcome: 'withdrawn', label: label('撤回', 'withdrawn') },
  },
  moves: {
    accept: {
      from: 'signed',
      to: 'accepted',
      by: { post: ['mediationOffice'] },
      needs: ['hospital', 'bothSidesKnown', 'routeIsFree'],
      source: medicalRegulation('31', label('双方申请，或一方申请、另一方同意', 'Both sides apply, or one applies and the other agrees')),
      label: label('受理', 'accept'),
    },
    decline: {
      from: 'signed',
      to: 'notAccepted',
      by: { post: ['mediationOffice'] },
      source: medicalRegulation('31', label('已由法院或行政调解受理的不予受理', 'Not when a court or an authority has accepted it')),
      label: label('不予受理', 'decline to accept'),
    },
    orderAppraisal: {
      from: 'inMediation',
      to: 'appraisal',
      by: { post: ['mediationOffice'], assignment: ['mediator'] },
      needs: ['bothConsent'],
      takes: AppraisalOrder,
      effects: [{ do: 'assign', relation: 'appraiser' }],
      source: medicalRegulation(
        '37-38',
        label('鉴定人员应当回避的须回避；鉴定时间不计入', 'Appraisers recuse themselves; the time is not counted'),
      ),
      label: label('委托鉴定', 'order an appraisal'),
    },
    receiveAppraisal: {
      from: 'appraisal',
      to: 'inMediation',
      by: { assignment: ['appraiser', 'mediator'], post: ['mediationOffice'] },
      source: medicalRegulation('38'),
      label: label('收到鉴定意见', 'receive the appraisal'),
    },
    agreeToExtend: {
      from: ['inMediation', 'appraisal'],
      by: { post: ['mediationOffice'], side: ['applicant', 'respondent'] },
      effects: [{ do: 'agreeExtension', clock: 'mediationLimit' }],
      source: medicalRegulation('38', label('调解委员会与双方可以约定延长', 'The committee and both sides may agree to extend')),
      label: label('同意延长期限', 'agree to extend'),
    },
    signAgreement: {
      from: 'agreed',
      to: 'performing',
      by: { post: ['mediationOffice'], assignment: ['mediator'] },
      needs: ['bothConsent'],
      takes: SignedAgreement,
      effects: [{ do: 'record', fields: ['agreedAmount', 'performBy'] }],
      source: medicalRegulation('39', label('制作协议书，并告知可以申请司法确认', 'A written agreement; judicial confirmation is told')),
      label: label('签署协议', 'sign the agreement'),
    },
    confirmPerformed: {
      from: 'performing',
      to: 'settled',
      by: { side: ['applicant'] },
      source: peoplesMediationLaw('31', label('调解委员会监督协议履行', 'The committee supervises the performance')),
      label: label('确认已履行', 'confirm performance'),
    },
    reportNotPerformed: {
      from: 'performing',
      to: 'notPerformed',
      by: { side: ['applicant'] },
      label: label('反映未履行', 'report non-performance'),
    },
    withdraw: {
      from: ['reported', 'signed', 'accepted'],
      to: 'withdrawn',
      by: { side: ['applicant'] },
      label: label('撤回申请', 'withdraw'),
    },
  },
  clocks: {
    acceptance: {
      from: 'signFor',
      until: ['accept', 'decline', 'transfer'],
      length: policy(acceptWithin),
      label: label('受理决定时限', 'time to decide on acceptance'),
    },
    mediationLimit: {
      from: 'accept',
      until: ['reachAgreement', 'endMediation', 'refuseMediation'],
      length: workingDays(30),
      pausedIn: ['appraisal'],
      extendBy: {
        agreed: { post: ['mediationOffice'], side: ['applicant', 'respondent'] },
        by: policy(extension),
        source: medicalRegulation('38'),
      },
      source: medicalRegulation(
        '38',
        label('自受理之日起三十个工作日；鉴定时间不计入；逾期视为调解不成', '30 working days from acceptance, appraisal not counted'),
      ),
      label: label('调解期限', 'mediation limit'),
    },
  },
  sees: { side: { applicant: 'case', respondent: 'case' }, assignment: { appraiser: 'case' } },
  openedBy: ['resident', 'officer', 'mediationOffice'],
  exclusiveRoutes: [[route, 'litigation', 'administrativeMediation']],
  warnings: [
    {
      code: 'otherRouteTaken',
      severity: 'urgent',
      label: label('法院或行政机关已受理，调解应当终止', 'Another route has accepted the dispute: mediation has to end'),
      when: ({ state, details }) =>
        (state === 'awaitingConsent' || state === 'inMediation' || state === 'appraisal') &&
        (details.litigationAccepted === true || details.administrativeMediationAccepted === true),
    },
    {
      code: 'largeClaimUninvited',
      severity: 'notice',
      label: label('高额索赔受理后逾时未征求双方同意', 'A large claim was accepted a while ago and nobody has asked the sides'),
      when: ({ state, details, hoursInState, policy: local }) =>
        state === 'accepted' && hoursInState >= local(inviteWithin) && (details.claimedAmount ?? 0) >= local(largeClaim),
    },
    {
      code: 'appraisalSlow',
      severity: 'notice',
      label: label('鉴定逾时未出意见', 'An appraisal is taking longer than it should'),
      when: ({ state, hoursInState, policy: local }) => state === 'appraisal' && hoursInState >= local(appraisalWithin),
    },
  ],
  statistics: {
    performedRate: {
      label: label('协议履行率', 'agreements performed'),
      share: ['settled'],
      of: ['settled', 'notPerformed', 'ended', 'closedUnconfirmed'],
    },
    inAppraisal: { label: label('鉴定中案件', 'cases in appraisal'), count: ['appraisal'] },
    hoursToAgreement: { label: label('达成协议用时（中位数）', 'median hours to an agreement'), medianHours: ['accept', 'reachAgreement'] },
    amountInDispute: {
      label: label('在调金额', 'amount in dispute'),
      sum: 'claimedAmount',
      in: ['accepted', 'awaitingConsent', 'inMediation', 'appraisal'],
    },
    withinLimit: { label: label('期限内办结率', 'mediated within the limit'), metInTime: 'mediationLimit' },
  },
  policies: [acceptWithin, extension, largeClaim, inviteWithin, appraisalWithin],
});
