import { Refusal, type Label } from '@maplebridge/contract';

/** Line breaks and tabs are text; other C0 controls are not. NUL cannot even be stored. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f]/;
/** Halves of a character: no valid Unicode, and PostgreSQL refuses them. In a `u` pattern only lone ones match. */
const loneSurrogate = /\p{Surrogate}/u;
/** They make text read other than it is stored: a name could show as another. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/;

/** Text as it is stored: NFC, line breaks as \n. Throws BAD_USER_INPUT for text that is none, or longer than `max` code points. */
export function checkText(name: string, value: unknown, max: number): string {
  const text = textOrMistake(value, max);
  if (typeof text === 'string') return text;
  throw new Refusal('BAD_USER_INPUT', { 'zh-CN': `“${name}”：${text['zh-CN']}。`, en: `"${name}" ${text.en}.` }, { field: name });
}

/** The same, for a caller who gathers mistakes: a label is what is wrong, said after the field's name. */
export function textOrMistake(value: unknown, max: number): string | Label {
  if (typeof value !== 'string') return { 'zh-CN': '应为文本', en: 'is a text' };
  if (loneSurrogate.test(value)) return { 'zh-CN': '含有不完整的字符', en: 'has half of a character in it (a lone surrogate)' };
  const text = value.replace(/\r\n/g, '\n').normalize('NFC');
  if (controls.test(text)) return { 'zh-CN': '含有控制字符', en: 'has a control character in it; only line breaks and tabs may be' };
  if (bidiControls.test(text)) return { 'zh-CN': '含有双向文字控制字符', en: 'has a control character for writing direction in it' };
  const length = [...text].length;
  if (length > max) return { 'zh-CN': `最多${max}个字符，现有${length}个`, en: `has at most ${max} characters; these are ${length}` };
  return text;
}
