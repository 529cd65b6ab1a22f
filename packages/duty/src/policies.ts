import { definePolicy, label, localRule } from '@maplebridge/contract';

/**
 * Half an hour is what this platform starts from: no verified text sets a time for signing. The 24 hours of the police
 * procedure (art. 61) are for transferring a police matter, which is another duty.
 */
export const signForLimit = definePolicy({
  name: 'duty.signFor',
  unit: 'minutes',
  minimum: 5,
  maximum: 2880,
  default: 30,
  source: localRule(label('责任单位应在三十分钟内签收', 'The accountable unit signs within thirty minutes'), '1', '2000-01-01'),
  label: label('签收时限', 'time to sign for a case'),
});
