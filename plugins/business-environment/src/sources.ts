import { label, type Label, type Source } from '@maplebridge/contract';

/** An article of the Regulation on Optimizing the Business Environment. Not compared with the official text by anybody here. */
export const businessRegulation = (article: string, text?: Label): Source => ({
  instrument: label('优化营商环境条例', 'Regulation on Optimizing the Business Environment'),
  article,
  version: '2019',
  inForceFrom: '2020-01-01',
  ...(text && { text }),
});
