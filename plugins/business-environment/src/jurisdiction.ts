import { defineJurisdiction, label } from '@maplebridge/contract';
import { businessComplaint } from './businessComplaint';
import { migrations } from './migrations';
import { resolvers } from './resolvers';
import { scorecard } from './scorecard';
import { serviceRequest } from './serviceRequest';

export const jurisdiction = defineJurisdiction({
  name: 'business-environment',
  version: '0.1.0',
  label: label('营商环境', 'Business environment'),
  contract: '^1.0.0',
  caseTypes: [serviceRequest, businessComplaint],
  resolvers,
  migrations,
  consumers: [scorecard],
});
