/** Crockford's alphabet: no I, L, O, U, so that a number survives being said on the telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** One case, one code: the year and twelve characters of the id's random part (60 bits), e.g. `2026-7K3F-92QX-0ABM`. */
export function caseNumber(id: string, openedAt: Date): string {
  const bits = BigInt(`0x${id.replace(/-/g, '').slice(-16)}`);
  const characters = Array.from({ length: 12 }, (_, index) => alphabet[Number((bits >> BigInt(5 * index)) & 31n)]).join('');
  return `${openedAt.getUTCFullYear()}-${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`;
}
