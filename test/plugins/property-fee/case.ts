import { defineCaseType, label, personalInformationLaw } from '@maplebridge/contract';
import { closure, duty } from '@maplebridge/duty';
import { mediation } from '@maplebridge/mediation';
import { PropertyFeeDetails } from './details';

/** Somebody signs for it and accepts it; most is mediated between owner and company, and the applicant says whether it is resolved. */
export const propertyFeeDispute = defineCaseType({
  name: 'property-fee-dispute',
  label: label('物业费纠纷', 'Property fee dispute'),
  processing: { basis: 'consent', source: personalInformationLaw('13') },
  description: 'Disputes over the fees that a property management company charges.',
  details: PropertyFeeDetails,
  uses: [
    duty(),
    mediation({ from: 'accepted', agreed: 'agreed', ended: 'ended', proposedBy: ['officer'] }),
    closure({ from: ['agreed'], reopens: ['resolved', 'withdrawn'] }),
  ],
  initial: 'reported',
  states: {
    accepted: { phase: 'handling', label: label('已受理', 'accepted') },
    agreed: { phase: 'agreement', label: label('达成协议（待确认）', 'agreed, to be confirmed') },
    resolved: { phase: 'closed', outcome: 'resolved', label: label('办结（已确认）', 'closed, confirmed') },
    ended: { phase: 'closed', outcome: 'notResolved', label: label('终止调解（已告知其他途径）', 'ended, other routes told') },
    withdrawn: { phase: 'closed', outcome: 'withdrawn', label: label('撤回', 'withdrawn') },
  },
  moves: {
    accept: { from: 'signed', to: 'accepted', by: { post: ['officer'] }, needs: ['estate'], label: label('受理', 'accept') },
    confirm: { from: 'agreed', to: 'resolved', by: { side: ['applicant'] }, label: label('确认已化解', 'confirm as resolved') },
    withdraw: { from: ['reported', 'signed', 'accepted'], to: 'withdrawn', by: { side: ['applicant'] }, label: label('撤回', 'withdraw') },
  },
  sees: { side: { applicant: 'case', respondent: 'case' } },
  openedBy: ['resident', 'officer'],
  warnings: [
    {
      code: 'longArrears',
      severity: 'notice',
      label: label('拖欠一年以上', 'In arrears for a year or more'),
      when: ({ details }) => (details.monthsInArrears ?? 0) >= 12,
    },
  ],
  statistics: {
    resolvedRate: { label: label('化解率', 'resolved'), share: ['resolved'], of: ['resolved', 'ended', 'closedUnconfirmed'] },
    amountOpen: { label: label('在办争议金额', 'amount in open disputes'), sum: 'disputedAmount', in: ['accepted', 'inMediation'] },
  },
});
