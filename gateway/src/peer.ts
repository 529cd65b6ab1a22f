import { BlockList, isIP } from 'node:net';

/** Who is really asking, behind the proxies that TRUST_PROXY lists. */
export interface Peers {
  readonly isProxy: (address: string) => boolean;
  /** The nearest address that is no proxy of ours. What a stranger writes into X-Forwarded-For is never believed. */
  readonly addressOf: (remote: string | undefined, forwardedFor: string | undefined) => string;
}

export function knowPeers(trustProxy: readonly string[]): Peers {
  const isProxy = addressSet(trustProxy);
  const addressOf = (remote = 'unknown', forwardedFor = ''): string => {
    const named = forwardedFor
      .split(',')
      .map((hop) => hop.trim())
      .filter((hop) => hop !== '');
    // What a proxy wrote that is no address hides who stands before it: what stands further left is a stranger's word.
    const readable = named.slice(named.findLastIndex((hop) => isIP(hop) === 0) + 1);
    const hops = [...readable, remote].map(bare);
    return hops.reverse().find((hop) => !isProxy(hop)) ?? bare(remote);
  };
  return { isProxy, addressOf };
}

function addressSet(ranges: readonly string[]): (address: string) => boolean {
  const known = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    if (bits === undefined) known.addAddress(address, familyOf(address));
    else known.addSubnet(address, Number(bits), familyOf(address));
  }
  return ranges.length === 0 ? () => false : remembering((address) => isIP(address) !== 0 && known.check(address, familyOf(address)));
}

const mostRemembered = 1_000;

/** Proxies are few and ask often, and a list of ranges takes longer to look through than a short request to answer. */
function remembering(check: (address: string) => boolean): (address: string) => boolean {
  const known = new Map<string, boolean>();
  return (address) => {
    const found = known.get(address) ?? check(address);
    if (known.size < mostRemembered) known.set(address, found);
    return found;
  };
}

/** An IPv4 peer of a socket that listens on both families arrives as ::ffff:192.0.2.1. */
const bare = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
