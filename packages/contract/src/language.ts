/** Languages every text of the platform exists in; others fall back to English. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** One text in every language of the platform: a missing one does not compile. */
export interface Label {
  readonly 'zh-CN': string;
  readonly en: string;
}

export const label = (chinese: string, english: string): Label => ({ 'zh-CN': chinese, en: english });
