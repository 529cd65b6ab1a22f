import 'reflect-metadata';
import { defineJurisdiction, label } from '@maplebridge/contract';
import { caseResolver } from '@maplebridge/graph';
import { propertyFeeDispute } from './case';
import { migrations } from './migrations';
import { PropertyFeeResolver } from './resolvers';

export const jurisdiction = defineJurisdiction({
  name: 'property-fee-disputes',
  version: '1.0.0',
  label: label('物业费纠纷', 'Property fee disputes'),
  contract: '^1.0.0',
  caseTypes: [propertyFeeDispute],
  resolvers: [caseResolver(propertyFeeDispute), PropertyFeeResolver],
  migrations,
});
