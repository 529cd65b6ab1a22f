import type { Label } from './language';

/** Where a rule comes from. What nobody has verified against the text says so and is never shown as fact. */
export interface Source {
  /** Name of the law, regulation, standard or local document. */
  readonly instrument: Label;
  /** Article, paragraph or clause, as the instrument counts them. */
  readonly article: string;
  /** The version that was read: year or number of the promulgation or amendment. */
  readonly version: string;
  /** First day in force, ISO date. */
  readonly inForceFrom: string;
  /** First day no longer in force, ISO date; absent while in force. */
  readonly inForceUntil?: string;
  /** Who compared the rule with the official text, and on which day. */
  readonly verified?: { readonly by: string; readonly on: string };
  readonly text?: Label;
}

/** Is the source in force on this local date (ISO, YYYY-MM-DD)? */
export const isInForce = (source: Source, day: string): boolean =>
  source.inForceFrom <= day && (source.inForceUntil === undefined || day < source.inForceUntil);

/** A rule that the platform or a local unit set for itself: a source too, but no law. */
export const localRule = (text: Label, version: string, inForceFrom: string): Source => ({
  instrument: { 'zh-CN': '本平台约定（非法定）', en: 'Convention of this platform (not statutory)' },
  article: '-',
  version,
  inForceFrom,
  text,
});

/** The Personal Information Protection Law (个人信息保护法), in force since 1 November 2021. */
export const personalInformationLaw = (article: string, text?: Label): Source => ({
  instrument: { 'zh-CN': '中华人民共和国个人信息保护法', en: 'Personal Information Protection Law' },
  article,
  version: '2021',
  inForceFrom: '2021-11-01',
  ...(text ? { text } : {}),
});
