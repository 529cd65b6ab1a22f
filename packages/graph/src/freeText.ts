import { badInput } from './badInput';

// NUL and other C0 controls (tab, newline and return are text), bidi embeddings, overrides and isolates, lone surrogates
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** Code points of a note, a purpose or a summary. */
export const longestText = 2000;

/** Text as it is stored: NFC, at most `max` code points, nothing that could hide or reorder what a reader sees. */
export function cleanText(text: string, max: number, field: string): string {
  const clean = text.normalize('NFC');
  if (unfit.test(clean)) {
    throw badInput(
      field,
      `“${field}” 含有控制字符、双向文字控制符或残缺字符；请删除后重试。`,
      `"${field}" holds control characters, bidi controls or a broken character; remove them and send it again.`,
    );
  }
  const length = [...clean].length;
  if (length > max) {
    throw badInput(field, `“${field}” 有 ${length} 个字符，最多 ${max} 个。`, `"${field}" has ${length} characters; at most ${max} fit.`);
  }
  return clean;
}

export const noteDescription = `What to note, at most ${longestText} characters; kept apart from the ledger.`;
export const noteForDescription =
  'Who may read the note; by default a worker’s is for those who work on the case, a party’s for everybody.';

interface Noting {
  readonly note?: string | null;
  readonly noteFor?: 'case' | 'unit' | null;
}

/** The note as it is kept, and for whom: absent when nothing was noted. */
export function noteOf({ note, noteFor }: Noting): { readonly note?: string; readonly noteFor?: 'case' | 'unit' } {
  if (note === null || note === undefined || note === '') return {};
  return { note: cleanText(note, longestText, 'note'), ...(noteFor ? { noteFor } : {}) };
}
