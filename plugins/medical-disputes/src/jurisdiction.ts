import { defineJurisdiction, label } from '@maplebridge/contract';
import { medicalDispute } from './case';
import { migrations } from './migrations';
import { resolvers } from './resolvers';

export const jurisdiction = defineJurisdiction({
  name: 'medical-disputes',
  version: '0.1.0',
  label: label('医疗纠纷', 'Medical disputes'),
  contract: '^1.0.0',
  caseTypes: [medicalDispute],
  resolvers,
  migrations,
});
