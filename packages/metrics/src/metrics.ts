import { defineJurisdiction, label } from '@maplebridge/contract';
import { caseCounts } from './caseCounts';
import { CountsOfUnit } from './countsOfUnit';
import { migrations } from './migrations';

/** Figures that boards look at all day, kept ready: written like a plugin, and loaded always. */
export const metrics = defineJurisdiction({
  name: 'metrics',
  version: '0.1.0',
  label: label('案件统计', 'Case counts'),
  contract: '^1.1.0',
  caseTypes: [],
  resolvers: [CountsOfUnit],
  migrations,
  consumers: [caseCounts],
});
