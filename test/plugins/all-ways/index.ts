import 'reflect-metadata';
import { defineJurisdiction, label } from '@maplebridge/contract';
import { caseResolver } from '@maplebridge/graph';
import { parkingDispute } from './case';
import { ParkingOfCase, ParkingOfPlace, ParkingOfUnit } from './fields';
import { migrations } from './migrations';
import { ParkingDisputeResolver } from './resolvers';
import { visitCounts } from './visitCounts';

export const jurisdiction = defineJurisdiction({
  name: 'parking-disputes',
  version: '1.0.0',
  label: label('停车纠纷', 'Parking disputes'),
  contract: '^1.0.0',
  caseTypes: [parkingDispute],
  resolvers: [caseResolver(parkingDispute), ParkingDisputeResolver, ParkingOfCase, ParkingOfUnit, ParkingOfPlace],
  migrations,
  consumers: [visitCounts],
  relations: [{ name: 'surveyor', label: label('勘查员', 'surveyor') }],
});
