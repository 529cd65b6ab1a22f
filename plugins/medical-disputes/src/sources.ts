import { label, type Label, type Source } from '@maplebridge/contract';

/** An article of the Medical Disputes Regulation of 2018. Nobody on this project has compared it with the official text. */
export const medicalRegulation = (article: string, text?: Label): Source => ({
  instrument: label('医疗纠纷预防和处理条例', 'Regulation on the Prevention and Handling of Medical Disputes'),
  article,
  version: '2018',
  inForceFrom: '2018-10-01',
  ...(text && { text }),
});

/** A city's own rules, as an example of what a place may set: perhaps superseded by now, and binding nowhere else. */
export const ningboRules = (text: Label): Source => ({
  instrument: label('宁波市医疗纠纷预防与处置条例', 'Ningbo Regulation on the Prevention and Handling of Medical Disputes'),
  article: '-',
  version: '2012',
  inForceFrom: '2012-03-01',
  text,
});
