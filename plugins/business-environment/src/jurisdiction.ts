import { defineJurisdiction, label } from '@maplebridge/contract';
import { caseResolver } from '@maplebridge/graph';
import { businessComplaint } from './businessComplaint';
import { migrations } from './migrations';
import { BusinessEnvironmentResolver } from './resolvers';
import { scorecard } from './scorecard';
import { serviceRequest } from './serviceRequest';

export const jurisdiction = defineJurisdiction({
  name: 'business-environment',
  version: '0.1.0',
  label: label('营商环境', 'Business environment'),
  contract: '^1.0.0',
  caseTypes: [serviceRequest, businessComplaint],
  resolvers: [caseResolver(serviceRequest), caseResolver(businessComplaint), BusinessEnvironmentResolver],
  migrations,
  consumers: [scorecard],
});
