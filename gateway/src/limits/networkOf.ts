import { isIP } from 'node:net';

/**
 * What an address is counted by: an IPv4 address as it is, of an IPv6 address its network of 64 bits. Whoever is given one IPv6 address
 * is given all of its network (RFC 6177, RFC 7421), and would have 18 quintillion counts of their own.
 */
export function networkOf(address: string): string {
  const bare = address.split('%', 1)[0] ?? address; // a zone says by which card, not who
  if (isIP(bare) !== 6) return address;
  const [head = '', tail] = bare.split('::');
  const left = groupsOf(head);
  const zeros = tail === undefined ? 0 : 8 - left.length - groupsOf(tail).length;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...groupsOf(tail ?? '')];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** The groups of one side of `::`; an IPv4 address at the end stands for two. */
const groupsOf = (part: string): readonly string[] =>
  part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
