import { createDetails, type Migration } from '@maplebridge/contract';
import { propertyFeeDispute } from './case';

export const migrations: readonly Migration[] = [
  { at: Date.UTC(2026, 0, 5), name: 'CreateDetails', up: [createDetails(propertyFeeDispute)] },
];
