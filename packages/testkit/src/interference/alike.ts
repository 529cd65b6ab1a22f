/**
 * A text in which everything that two worlds may have different by chance is replaced in the order in which it appears: ids, numbers,
 * cursors, instants. What is left has to be the same. A replaced token keeps its length, so that cursors have to be of one length.
 */
export function withoutChance(text: string): string {
  const names = new Map<string, string>();
  return text.replace(chance, (token) => {
    const known = names.get(token) ?? `‹${kindOf(token)} ${names.size + 1}:${kindOf(token) === 'instant' ? '' : token.length}›`;
    names.set(token, known);
    return known;
  });
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const instant = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})';
const caseNumber = '\\d{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}';
/** Global ids and cursors: nothing that people write is so long and has no space in it. */
const opaque = '[\\w-]{24,}={0,2}';
const chance = new RegExp([uuid, instant, caseNumber, opaque].join('|'), 'g');

function kindOf(token: string): string {
  if (new RegExp(`^${instant}$`).test(token)) return 'instant';
  return new RegExp(`^(?:${uuid}|${caseNumber})$`).test(token) ? 'id' : 'token';
}
