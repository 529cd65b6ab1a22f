import { defineCaseType, label, policy, type Requirement } from '@maplebridge/contract';
import { closure, duty } from '@maplebridge/duty';
import { answerSoon, confirmSoon, firstAnswer, serviceLimit } from './policies';
import { assignments, posts } from './roles';
import { ServiceRequestDetails } from './serviceRequestDetails';
import { businessRegulation } from './sources';
import { DepartmentCall, MissingDocuments } from './takes';

const toldOnce = businessRegulation('36', label('一次性告知需要补正的全部内容', 'All that has to be supplied is told once'));

const nothingToldBefore: Requirement<ServiceRequestDetails> = {
  label: label('此前未告知过补正材料', 'nothing was told to be missing before'),
  reads: ['details'],
  holds: ({ details }) => !details.missingDocuments,
};

/** A window signs, says once what is missing, accepts; a department delivers and the applicant says whether it was what was asked for. */
export const serviceRequest = defineCaseType({
  name: 'service-request',
  label: label('惠企服务事项', 'Service request'),
  processing: { basis: 'legalDuty', source: businessRegulation('36', label('办理政务服务事项', 'Services of government are rendered')) },
  description: 'A request of a business or a resident under a published measure.',
  details: ServiceRequestDetails,
  uses: [
    duty({ alsoBy: ['serviceWindow'] }),
    closure({ from: ['delivered'], by: ['serviceWindow', 'officer'], reopens: ['withdrawn', 'granted'] }),
  ],
  posts,
  assignments,
  requirements: { nothingToldBefore },
  initial: 'reported',
  states: {
    awaitingDocuments: { phase: 'intake', label: label('待补正', 'awaiting documents') },
    accepted: { phase: 'handling', label: label('已受理', 'accepted') },
    delivered: { phase: 'followUp', label: label('已办理（待确认）', 'delivered, to be confirmed') },
    granted: { phase: 'closed', outcome: 'resolved', label: label('办结（已确认）', 'closed, confirmed') },
    notGranted: { phase: 'closed', outcome: 'notResolved', label: label('不予办理', 'not granted') },
    notAccepted: { phase: 'closed', outcome: 'referredOut', label: label('不予受理（已告知去处）', 'not accepted, told where to go') },
    withdrawn: { phase: 'closed', outcome: 'withdrawn', label: label('撤回', 'withdrawn') },
  },
  moves: {
    tellMissing: {
      from: 'signed',
      to: 'awaitingDocuments',
      by: { post: ['serviceWindow'] },
      needs: ['nothingToldBefore'],
      takes: MissingDocuments,
      effects: [{ do: 'record', fields: ['missingDocuments'] }],
      source: toldOnce,
      label: label('一次性告知补正', 'tell once what is missing'),
    },
    completeDocuments: {
      from: 'awaitingDocuments',
      to: 'signed',
      by: { side: ['applicant'], post: ['serviceWindow'] },
      label: label('补正材料', 'complete the documents'),
    },
    accept: { from: 'signed', to: 'accepted', by: { post: ['serviceWindow'] }, needs: ['measureCode'], label: label('受理', 'accept') },
    decline: { from: 'signed', to: 'notAccepted', by: { post: ['serviceWindow'] }, label: label('不予受理', 'decline to accept') },
    callDepartment: {
      from: ['signed', 'accepted'],
      by: { post: ['serviceWindow', 'supervisor'] },
      takes: DepartmentCall,
      effects: [{ do: 'involveUnit', relation: 'calledDepartment' }],
      label: label('吹哨（请部门到场）', 'call in a department'),
    },
    deliver: { from: 'accepted', to: 'delivered', by: { post: ['department', 'serviceWindow'] }, label: label('办理完成', 'deliver') },
    refuseRequest: { from: 'accepted', to: 'notGranted', by: { post: ['department'] }, label: label('不予办理', 'refuse the request') },
    confirmDelivery: { from: 'delivered', to: 'granted', by: { side: ['applicant'] }, label: label('确认办结', 'confirm') },
    rejectDelivery: {
      from: 'delivered',
      to: 'accepted',
      by: { side: ['applicant'] },
      label: label('不认可，继续办理', 'reject what was delivered'),
    },
    withdraw: {
      from: ['reported', 'signed', 'awaitingDocuments', 'accepted'],
      to: 'withdrawn',
      by: { side: ['applicant'] },
      label: label('撤回', 'withdraw'),
    },
  },
  clocks: {
    firstAnswer: {
      from: 'signFor',
      until: ['tellMissing', 'accept', 'decline', 'transfer'],
      length: policy(firstAnswer),
      label: label('首次答复时限', 'time to a first answer'),
    },
    service: {
      from: ['accept', 'rejectDelivery'],
      until: ['deliver', 'refuseRequest'],
      length: policy(serviceLimit),
      label: label('办理时限', 'time to handle the request'),
    },
  },
  sees: { side: { applicant: 'case' }, post: { serviceWindow: 'unit', department: 'assigned' }, assignment: { calledDepartment: 'case' } },
  openedBy: ['resident', 'serviceWindow', 'officer'],
  warnings: [
    {
      code: 'noFirstAnswer',
      severity: 'notice',
      label: label('签收后逾时未答复', 'Signed a while ago and not answered'),
      when: ({ state, hoursInState, policy: local }) => state === 'signed' && hoursInState >= local(answerSoon),
    },
    {
      code: 'deliveryUnconfirmed',
      severity: 'notice',
      label: label('办理完成后申请人逾时未确认', 'Delivered a while ago and not confirmed'),
      when: ({ state, hoursInState, policy: local }) => state === 'delivered' && hoursInState >= local(confirmSoon),
    },
  ],
  statistics: {
    grantedRate: {
      label: label('确认办结率', 'confirmed by the applicant'),
      share: ['granted'],
      of: ['granted', 'notGranted', 'notAccepted', 'closedUnconfirmed'],
    },
    awaitingDocuments: { label: label('待补正事项', 'requests awaiting documents'), count: ['awaitingDocuments'] },
    hoursToDeliver: { label: label('办理用时（中位数）', 'median hours to deliver'), medianHours: ['accept', 'deliver'] },
    withinPromise: { label: label('按承诺办理率', 'delivered within the promise'), metInTime: 'service' },
  },
  policies: [firstAnswer, serviceLimit, answerSoon, confirmSoon],
});
