import { quotedText } from '../quotedText';

/** JSON text as it is put together by a statement: what is known before, and expressions of type text that are never null. */
export type Json = readonly ({ readonly text: string } | { readonly sql: string })[];

export const known = (text: string): Json => [{ text }];
export const expression = (sql: string): Json => [{ sql }];

/** An object of members that are always there. */
export const membersJson = (members: readonly { readonly key: string; readonly json: Json }[]): Json => [
  ...known('{'),
  ...members.flatMap(({ key, json }, nth) => [...known(`${nth === 0 ? '' : ','}${JSON.stringify(key)}:`), ...json]),
  ...known('}'),
];

/** PostgreSQL takes at most 100 arguments. */
const mostArguments = 90;

/**
 * One expression for the whole text. `concat` looks its output functions up once a statement, where `json_build_object` does so for
 * every value of every row, and it has neither the limit of 50 keys nor that of 63 bytes for a name.
 */
export function sqlOf(json: Json): string {
  const parts = merged(json).map((part) => ('text' in part ? quotedText(part.text) : part.sql));
  const [only] = json.length === 0 ? [] : parts;
  return parts.length === 1 && only?.startsWith("'") ? only : concatenated(parts); // of type text, whatever it is made of
}

function concatenated(parts: readonly string[]): string {
  if (parts.length <= mostArguments) return parts.length === 0 ? `''` : `concat(${parts.join(', ')})`;
  const groups: string[] = [];
  for (let at = 0; at < parts.length; at += mostArguments) groups.push(concatenated(parts.slice(at, at + mostArguments)));
  return concatenated(groups);
}

function merged(json: Json): Json {
  const parts: ({ text: string } | { sql: string })[] = [];
  for (const part of json) {
    const last = parts.at(-1);
    if ('text' in part && last && 'text' in last) last.text += part.text;
    else parts.push({ ...part });
  }
  return parts;
}
