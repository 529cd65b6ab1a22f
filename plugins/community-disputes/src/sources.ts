import { label, type Source } from '@maplebridge/contract';

/** Family violence is not mediated as an ordinary dispute. Not compared with the official text by anybody here. */
export const domesticViolenceLaw: Source = {
  instrument: label('中华人民共和国反家庭暴力法', 'Anti-Domestic-Violence Law'),
  article: '15',
  version: '2015',
  inForceFrom: '2016-03-01',
  text: label('公安机关接到家庭暴力报案后应当及时出警', 'Police respond to a report of family violence without delay'),
};
