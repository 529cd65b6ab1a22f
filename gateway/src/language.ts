import { languages, type Language } from '@maplebridge/contract';

/** The best language we have for an Accept-Language header or one tag; English when nothing fits. */
export function negotiateLanguage(accepted: unknown): Language {
  if (typeof accepted !== 'string' || accepted.length > 256) return 'en';
  const wishes = accepted
    .split(',')
    .map(readWish)
    .filter((wish) => wish.weight > 0);
  wishes.sort((one, other) => other.weight - one.weight); // stable: equal weights keep the order in which they were written
  for (const { tag } of wishes) {
    const found = languages.find((language) => primary(language) === primary(tag));
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The language of the terminal, by its locale, as other commands choose it. */
export function languageOfLocale(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function readWish(part: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...parameters] = part.trim().split(';');
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
  const weight = quality === undefined ? 1 : Number(quality);
  return { tag: tag.trim().toLowerCase(), weight: Number.isFinite(weight) ? weight : 0 };
}

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';
