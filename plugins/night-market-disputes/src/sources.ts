import { label, type Label, type Source } from '@maplebridge/contract';

/**
 * The police procedure in its 2019 wording. The Public Security Administration Punishments Law was amended for 2026 and may
 * have changed it; nobody on this project has compared either with the official text.
 */
export const policeProcedure = (article: string, text?: Label): Source => ({
  instrument: label('公安机关办理行政案件程序规定', 'Procedural Provisions for Administrative Cases of Public Security Organs'),
  article,
  version: '2019',
  inForceFrom: '2019-01-01',
  ...(text && { text }),
});

/** Limits in dB(A) by zone class; unverified here. */
export const boundaryNoiseStandard: Source = {
  instrument: label('社会生活环境噪声排放标准 GB 22337-2008', 'Emission standard for community noise GB 22337-2008'),
  article: '4.1',
  version: '2008',
  inForceFrom: '2008-10-01',
  text: label('边界噪声排放限值，按声环境功能区类别和昼夜', 'Limits at the boundary, by zone class, day and night'),
};

/** Night is 22:00 to 06:00 local time; unverified here. */
export const noiseLaw: Source = {
  instrument: label('中华人民共和国噪声污染防治法', 'Noise Pollution Prevention and Control Law'),
  article: '88',
  version: '2022',
  inForceFrom: '2022-06-05',
  text: label('夜间指晚上十点至次日早晨六点', 'Night is from 22:00 to 06:00'),
};
