import { defineCaseType, label, policy } from '@maplebridge/contract';
import { closure, duty } from '@maplebridge/duty';
import { BusinessComplaintDetails } from './businessComplaintDetails';
import { answerLimit, askSoon, firstAnswer, payerAnswers } from './policies';
import { assignments, posts } from './roles';
import { businessRegulation } from './sources';
import { DepartmentCall } from './takes';

/** A window accepts, a department answers, and only the complainant says whether the answer resolves the matter, in part or at all. */
export const businessComplaint = defineCaseType({
  name: 'business-complaint',
  label: label('营商环境投诉', 'Business complaint'),
  processing: { basis: 'legalDuty', source: businessRegulation('49', label('处理投诉举报', 'Complaints are dealt with')) },
  description: 'A complaint of a business about how it was treated.',
  details: BusinessComplaintDetails,
  uses: [
    duty({ alsoBy: ['serviceWindow'] }),
    closure({ from: ['answered'], by: ['serviceWindow', 'officer'], reopens: ['withdrawn', 'resolved', 'partlyResolved', 'notResolved'] }),
  ],
  posts,
  assignments,
  initial: 'reported',
  states: {
    accepted: { phase: 'handling', label: label('已受理', 'accepted') },
    withDepartment: { phase: 'handling', label: label('部门核查中', 'with the department') },
    answered: { phase: 'followUp', label: label('已答复（待确认）', 'answered, to be confirmed') },
    resolved: { phase: 'closed', outcome: 'resolved', label: label('办结（已确认）', 'closed, confirmed') },
    partlyResolved: { phase: 'closed', outcome: 'partly', label: label('部分解决', 'partly resolved') },
    notResolved: { phase: 'closed', outcome: 'notResolved', label: label('未解决', 'not resolved') },
    notAccepted: { phase: 'closed', outcome: 'referredOut', label: label('不予受理（已告知去处）', 'not accepted, told where to go') },
    withdrawn: { phase: 'closed', outcome: 'withdrawn', label: label('撤回', 'withdrawn') },
  },
  moves: {
    accept: {
      from: 'signed',
      to: 'accepted',
      by: { post: ['serviceWindow'] },
      needs: ['ground'],
      source: businessRegulation('49', label('建立投诉举报处理渠道', 'A channel for complaints is kept open')),
      label: label('受理', 'accept'),
    },
    decline: { from: 'signed', to: 'notAccepted', by: { post: ['serviceWindow'] }, label: label('不予受理', 'decline to accept') },
    callDepartment: {
      from: 'accepted',
      to: 'withDepartment',
      by: { post: ['serviceWindow', 'supervisor'] },
      takes: DepartmentCall,
      effects: [{ do: 'involveUnit', relation: 'calledDepartment' }],
      label: label('转部门核查', 'hand to a department'),
    },
    answer: {
      from: ['accepted', 'withDepartment'],
      to: 'answered',
      by: { post: ['department', 'serviceWindow'] },
      label: label('答复', 'answer'),
    },
    confirmResolved: { from: 'answered', to: 'resolved', by: { side: ['applicant'] }, label: label('确认已解决', 'confirm as resolved') },
    confirmPartly: {
      from: 'answered',
      to: 'partlyResolved',
      by: { side: ['applicant'] },
      label: label('确认部分解决', 'confirm as partly resolved'),
    },
    rejectAnswer: { from: 'answered', to: 'accepted', by: { side: ['applicant'] }, label: label('不认可，继续办理', 'reject the answer') },
    leaveUnresolved: {
      from: 'answered',
      to: 'notResolved',
      by: { side: ['applicant'] },
      label: label('未解决，另寻途径', 'leave unresolved'),
    },
    withdraw: {
      from: ['reported', 'signed', 'accepted', 'withDepartment'],
      to: 'withdrawn',
      by: { side: ['applicant'] },
      label: label('撤回', 'withdraw'),
    },
  },
  clocks: {
    firstAnswer: {
      from: 'signFor',
      until: ['accept', 'decline', 'transfer'],
      length: policy(firstAnswer),
      label: label('首次答复时限', 'time to a first answer'),
    },
    answer: {
      from: ['accept', 'rejectAnswer'],
      until: ['answer'],
      length: policy(answerLimit),
      label: label('答复时限', 'time to answer'),
    },
  },
  sees: { side: { applicant: 'case' }, post: { serviceWindow: 'unit', department: 'assigned' }, assignment: { calledDepartment: 'case' } },
  openedBy: ['resident', 'serviceWindow', 'officer'],
  warnings: [
    {
      code: 'nobodyAsked',
      severity: 'notice',
      label: label('受理后逾时未转部门核查', 'Accepted a while ago and no department was asked'),
      when: ({ state, hoursInState, policy: local }) => state === 'accepted' && hoursInState >= local(askSoon),
    },
    {
      code: 'latePaymentWaiting',
      severity: 'urgent',
      label: label('拖欠账款投诉逾时未答复', 'A complaint of late payment has waited too long for an answer'),
      when: ({ state, details, hoursOpen, policy: local }) =>
        (state === 'accepted' || state === 'withDepartment') && details.ground === 'latePayment' && hoursOpen >= local(payerAnswers),
    },
  ],
  statistics: {
    resolvedRate: {
      label: label('解决率', 'resolved'),
      share: ['resolved', 'partlyResolved'],
      of: ['resolved', 'partlyResolved', 'notResolved', 'notAccepted', 'closedUnconfirmed'],
    },
    withDepartments: { label: label('部门核查中', 'with departments'), count: ['withDepartment'] },
    hoursToAnswer: { label: label('答复用时（中位数）', 'median hours to an answer'), medianHours: ['accept', 'answer'] },
    amountAtStake: { label: label('涉及金额', 'amount at stake'), sum: 'amountAtStake', in: ['accepted', 'withDepartment', 'answered'] },
  },
  policies: [firstAnswer, answerLimit, askSoon, payerAnswers],
});
