import { defineCaseType, label, type Requirement } from '@maplebridge/contract';
import { duty } from '@maplebridge/duty';
import { ParkingDetails } from './details';

/** Way in (d): a requirement, named by `needs` and answered from declared facts alone. */
const fireLaneClear: Requirement<ParkingDetails> = {
  label: label('消防通道畅通', 'the fire lane is clear'),
  reads: ['details'],
  holds: ({ details }) => details.isFireLaneBlocked !== true,
};

/** Way in (a): a case type. Reported, signed for, settled. */
export const parkingDispute = defineCaseType({
  name: 'parking-dispute',
  label: label('停车纠纷', 'Parking dispute'),
  description: 'Blocked entrances and taken parking spaces.',
  details: ParkingDetails,
  uses: [duty()],
  assignments: { surveyor: { label: label('勘查员', 'surveyor') } },
  requirements: { fireLaneClear },
  initial: 'reported',
  states: { settled: { phase: 'closed', outcome: 'resolved', label: label('已解决', 'settled') } },
  moves: {
    settle: {
      from: 'signed',
      to: 'settled',
      by: { post: ['officer'], assignment: ['surveyor'] },
      needs: ['fireLaneClear'],
      label: label('解决', 'settle'),
    },
  },
  // Way in (h): whoever a command involves as surveyor sees the case from then on.
  sees: { side: { applicant: 'case' }, assignment: { surveyor: 'case' } },
  openedBy: ['resident', 'officer'],
});
