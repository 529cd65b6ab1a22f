import { isPersonal, type FieldClass } from '@maplebridge/contract';

/**
 * What lists show of a personal value: stored beside it, never computed from it on reading. The pattern is fixed, so that it tells
 * nothing of how long the value is. Values of classes that are not personal come back as they are.
 */
export function maskOf(fieldClass: FieldClass, text: string): string {
  if (!isPersonal(fieldClass)) return text;
  if (fieldClass === 'contact') return phoneMask(text);
  if (fieldClass === 'identity') return nameMask(text);
  return hidden; // health, minor, location: their first letter would already tell
}

const hidden = '***';

/** Only a number long enough to lose its middle keeps its ends; others (an e-mail, a short extension) keep nothing. */
function phoneMask(text: string): string {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)86/, '');
  return /^\+?\d{10,15}$/.test(compact) ? `${compact.replace('+', '').slice(0, 3)}****${compact.slice(-4)}` : hidden;
}

/** The first character of a name; numbers of papers keep nothing. */
function nameMask(text: string): string {
  const [first = ''] = text.normalize('NFC').trim();
  if (/\p{Script=Han}/u.test(first)) return `${first}**`;
  return /\p{Letter}/u.test(first) ? `${first}***` : hidden;
}
