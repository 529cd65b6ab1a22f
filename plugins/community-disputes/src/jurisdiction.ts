import { defineJurisdiction, label } from '@maplebridge/contract';
import { communityDispute } from './case';
import { migrations } from './migrations';
import { resolvers } from './resolvers';

export const jurisdiction = defineJurisdiction({
  name: 'community-disputes',
  version: '0.1.0',
  label: label('社区矛盾纠纷', 'Community disputes'),
  contract: '^1.0.0',
  caseTypes: [communityDispute],
  resolvers,
  migrations,
});
