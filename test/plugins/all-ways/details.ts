import { field, integer, label, yesNo } from '@maplebridge/contract';

/** What only a parking dispute has. */
export class ParkingDetails {
  @field(yesNo, {
    class: 'internal',
    label: label('堵塞消防通道', 'fire lane blocked'),
    description: 'Whether a lane for fire engines is blocked. Such a case is not settled before it is clear.',
  })
  isFireLaneBlocked?: boolean;

  @field(integer(1, 500, label('辆', 'vehicles')), {
    class: 'internal',
    label: label('车辆数', 'vehicles'),
    description: 'How many vehicles are concerned, from 1 to 500.',
  })
  vehicles?: number;
}
