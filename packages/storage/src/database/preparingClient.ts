import { Client } from 'pg';
import { preparedNames } from './preparedNames';

/** What pg keeps of a connection and its types do not tell: the texts it has sent to be parsed, by name. */
interface Parsed {
  readonly connection: { readonly parsedStatements: Record<string, string | undefined> };
}

/**
 * A pg client that names a bound statement at its second sight, so that PostgreSQL parses and plans it once per connection.
 * TypeORM has no prepared statements of its own.
 */
export function preparingClient(): typeof Client {
  return class PreparingClient extends Client {
    private readonly names = preparedNames();

    /* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument --
       pg declares a dozen overloads of `query`; only (text, values, ...) is touched, all else passes through. */
    override query(...given: any[]): any {
      const [text, values, ...rest] = given as [unknown, unknown, ...unknown[]];
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? this.names.nameOf(text) : null;
      const query = super.query.bind(this) as (...all: unknown[]) => unknown;
      if (name === null) return query(...given);
      const ask = (): unknown => query({ text, values, name }, ...rest);
      if (this.names.left.size === 0) return ask();
      const asked = this.deallocate().then(ask);
      return rest.length > 0 ? undefined : asked; // who gave a callback waits for that
    }
    /* eslint-enable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument */

    /** Before the statement that takes the place. What was never parsed is not there, and naming it would fail a transaction. */
    private async deallocate(): Promise<void> {
      const { parsedStatements } = (this as unknown as Parsed).connection; // a client of pg has one from its constructor on
      for (const name of this.names.left) {
        const isGone =
          parsedStatements[name] === undefined ||
          (await super.query(`deallocate ${name}`).then(
            () => true,
            () => false,
          ));
        if (!isGone) return;
        delete parsedStatements[name];
        this.names.left.delete(name);
      }
    }
  };
}
