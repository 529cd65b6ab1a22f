import type { Identity } from '../identity/identity';
import { networkOf } from './networkOf';
import type { ConnectionLimits } from './limits';

/** Who holds a connection: a person, or a stranger at an address. */
export interface Guest {
  readonly address: string;
  readonly identity: Pick<Identity, 'issuer' | 'subject'> | null;
}

/** The place that one connection takes, from its beginning to its end. */
export interface Place {
  /** Who arrived has said who they are: counted as that person, or, null, as one of the strangers of the address. False when these hold too many. */
  readonly become: (identity: Guest['identity']) => boolean;
  /** True when no more than so many operations may run on this connection. */
  readonly mayRun: (operations: number) => boolean;
  /** Counts the connection off, once. */
  readonly leave: () => void;
}

/** Who holds how many connections and operations, over all doors that hold any. */
export interface Census {
  /** Null when this guest holds as many connections as they may. */
  readonly admit: (guest: Guest) => Place | null;
  /**
   * For a connection that says later whose it is. Counted apart: among the strangers, those of an address would keep out everybody who is
   * about to say that they are none. Null when too many of this address have yet to speak.
   */
  readonly receive: (address: string) => Place | null;
}

type Bounds = Pick<ConnectionLimits, 'operations' | 'socketsPerSubject' | 'anonymousPerAddress' | 'arrivingPerAddress'>;

interface Counts {
  /** The key, or null when so many are counted under it already. */
  readonly enter: (key: string, atMost: number) => string | null;
  readonly leave: (key: string) => void;
}

function openCounts(): Counts {
  const counts = new Map<string, number>();
  return {
    enter: (key, atMost) => {
      const held = counts.get(key) ?? 0;
      if (held >= atMost) return null;
      counts.set(key, held + 1);
      return key;
    },
    leave: (key) => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left === 0) counts.delete(key);
      else counts.set(key, left);
    },
  };
}

export function openCensus(bounds: Bounds): Census {
  const counts = openCounts();
  const enterAs = ({ identity, address }: Guest): string | null =>
    identity
      ? counts.enter(`person ${identity.issuer} ${identity.subject}`, bounds.socketsPerSubject)
      : counts.enter(`address ${networkOf(address)}`, bounds.anonymousPerAddress);
  const placeOf = (address: string, first: string | null): Place | null => {
    let key = first;
    const leave = (): void => {
      if (key !== null) counts.leave(key);
      key = null;
    };
    const place: Place = {
      become: (identity) => {
        const next = key === null ? null : enterAs({ address, identity });
        if (next === null) return false;
        leave();
        key = next;
        return true;
      },
      mayRun: (operations) => operations <= bounds.operations,
      leave,
    };
    return first === null ? null : place;
  };
  return {
    admit: (guest) => placeOf(guest.address, enterAs(guest)),
    receive: (address) => placeOf(address, counts.enter(`arriving ${networkOf(address)}`, bounds.arrivingPerAddress)),
  };
}
