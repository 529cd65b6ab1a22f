import { Pool, type ClientConfig } from 'pg';
import { preparingClient } from './preparingClient';

/** Who reads, and where names without a schema are found. */
export interface Reader {
  readonly role: string;
  readonly schemas: readonly string[];
}

/** Reading for boards is short and seldom: a few connections go far, and end when nobody reads. */
const mostOfRole = 2;
/** Milliseconds that a reading waits for one of them before it says that there is none. */
const patience = 5_000;

export interface ReadingPools {
  readonly of: (reader: Reader) => Pool;
  readonly close: () => Promise<void>;
}

/**
 * Connections that are in a role, and cannot write, from their first moment on. A statement then needs no transaction around it to put the
 * role on and take it off again: one round trip in the place of four.
 */
export function readingPools(config: ClientConfig): ReadingPools {
  const pools = new Map<string, Pool>();
  const open = ({ role, schemas }: Reader): Pool => {
    const own = `-c role=${role} -c search_path=${schemas.join(',')} -c default_transaction_read_only=on`;
    const settings = {
      ...config,
      options: `${config.options ?? ''} ${own}`,
      max: mostOfRole,
      connectionTimeoutMillis: patience,
      Client: preparingClient(),
    };
    const pool = new Pool(settings); // its types do not know the class of its clients
    pool.on('error', () => undefined); // an idle connection was lost: the next reading opens another, or says that it cannot
    return pool;
  };
  return {
    of: (reader) => {
      const known = pools.get(reader.role) ?? open(reader);
      pools.set(reader.role, known);
      return known;
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
