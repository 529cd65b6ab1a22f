import type { Label, Language, RequestContext } from '@maplebridge/contract';

export interface LanguageArgument {
  readonly lang?: Language | null;
}

/** The text in the language that the field asks for, else in that of the request. */
export const say = (label: Label | null, lang: Language | null | undefined, context: RequestContext): string | null =>
  label === null ? null : label[lang ?? context.language];

/** For codes that nobody gave a label: the code itself, in any language. */
export const codeAsLabel = (code: string): Label => ({ 'zh-CN': code, en: code });
