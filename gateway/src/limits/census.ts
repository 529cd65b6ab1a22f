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
  /** The stranger turned out to be somebody: counted as a person from now on, no longer as one of the strangers of the address. False when that person holds too many. */
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
}

type Bounds = Pick<ConnectionLimits, 'operations' | 'socketsPerSubject' | 'anonymousPerAddress'>;

export function openCensus(bounds: Bounds): Census {
  const counts = new Map<string, number>();
  const enter = ({ identity, address }: Guest): string | null => {
    const key = identity ? `person ${identity.issuer} ${identity.subject}` : `address ${networkOf(address)}`;
    const held = counts.get(key) ?? 0;
    if (held >= (identity ? bounds.socketsPerSubject : bounds.anonymousPerAddress)) return null;
    counts.set(key, held + 1);
    return key;
  };
  const leave = (key: string | null): void => {
    if (key === null) return;
    const left = (counts.get(key) ?? 1) - 1;
    if (left === 0) counts.delete(key);
    else counts.set(key, left);
  };
  const placeOf = (address: string, first: string): Place => {
    let key: string | null = first;
    return {
      become: (identity) => {
        const next = key === null ? null : enter({ address, identity });
        if (next === null) return false;
        leave(key);
        key = next;
        return true;
      },
      mayRun: (operations) => operations <= bounds.operations,
      leave: () => {
        leave(key);
        key = null;
      },
    };
  };
  return {
    admit: (guest) => {
      const key = enter(guest);
      return key === null ? null : placeOf(guest.address, key);
    },
  };
}
