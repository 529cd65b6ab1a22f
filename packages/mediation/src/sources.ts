import { label, type Label, type Source } from '@maplebridge/contract';

/** An article of the People's Mediation Law of 2010. Nobody on this project has compared it with the official text. */
export const peoplesMediationLaw = (article: string, text?: Label): Source => ({
  instrument: label('中华人民共和国人民调解法', "People's Mediation Law of the People's Republic of China"),
  article,
  version: '2010',
  inForceFrom: '2011-01-01',
  ...(text && { text }),
});
