import { defineJurisdiction, label } from '@maplebridge/contract';
import { nightMarketDispute } from './case';
import { migrations } from './migrations';
import { resolvers } from './resolvers';

export const jurisdiction = defineJurisdiction({
  name: 'night-market-disputes',
  version: '0.1.0',
  label: label('夜市纠纷', 'Night-market disputes'),
  contract: '^1.0.0',
  caseTypes: [nightMarketDispute],
  resolvers,
  migrations,
});
