import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** Statements kept by name on one connection; each costs PostgreSQL memory, so texts beyond it run unnamed. */
const mostNames = 300;

interface Named {
  readonly text: string;
  readonly values: unknown[];
  readonly name: string;
}

/**
 * A pg client that names a bound statement at its second sight, so that PostgreSQL parses and plans it once per connection.
 * TypeORM has no prepared statements of its own.
 */
export function preparingClient(): typeof Client {
  return class PreparingClient extends Client {
    private readonly seen = new Map<string, string | null>();

    /* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument --
       pg declares a dozen overloads of `query`; only (text, values, ...) is touched, all else passes through. */
    override query(...given: any[]): any {
      const [text, values, ...rest] = given as [unknown, unknown, ...unknown[]];
      const named = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? this.named(text, values) : null;
      const query = super.query.bind(this) as (...all: unknown[]) => unknown;
      return named ? query(named, ...rest) : query(...given);
    }
    /* eslint-enable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument */

    private named(text: string, values: unknown[]): Named | null {
      const name = this.seen.get(text);
      if (name === undefined) {
        if (this.seen.size < mostNames) this.seen.set(text, null);
        return null;
      }
      const given = name ?? `s${createHash('sha1').update(text).digest('base64url')}`;
      if (name === null) this.seen.set(text, given);
      return { text, values, name: given };
    }
  };
}
