import { randomBytes } from 'node:crypto';
import { openEmptyDatabase, runGatewayProcess, type GatewayProcess, type MigratedDatabase } from '@maplebridge/testkit';
import { openDatabase } from '@maplebridge/storage';
import { startProvider, type TestProvider } from '../signIn/provider';
import { faultsOf, sendTo, type Heard, type Sent } from './send';

/** A gateway in production mode, its provider and its database, with people of all kinds in it. */
export interface World {
  readonly url: string;
  readonly issuer: string;
  readonly database: MigratedDatabase;
  /** Byte for byte; what is wrong with the answer in itself is noted. */
  readonly send: (sent: Sent) => Promise<Heard>;
  /** The same for answers that are not in JSON. */
  readonly raw: (sent: Sent) => Promise<Heard>;
  /** A GraphQL request as somebody; null: nobody. */
  readonly ask: (who: string | null, query: string, variables?: object) => Promise<Heard>;
  readonly token: (who: string) => Promise<string>;
  readonly sql: <Found extends object>(statement: string, values?: readonly unknown[]) => Promise<readonly Found[]>;
  /** Also noted: what sockets bring. */
  readonly note: (faults: readonly string[]) => void;
  /** What was noted since the last time. */
  readonly faults: () => readonly string[];
  readonly logs: () => string;
  readonly isAlive: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export const json = { 'content-type': 'application/json' } as const;

export async function openWorld(): Promise<World> {
  const provider = await startProvider();
  const database = await openEmptyDatabase();
  await beDurable(database.url);
  const gateway = await runGatewayProcess({ databaseUrl: database.url, demo: true, env: production(provider) });
  const owner = await openDatabase({ url: database.url, poolSize: 2, applicationName: 'attack list' });
  const close = async (): Promise<void> => {
    await owner.close();
    await gateway.close();
    await database.close();
    await provider.close();
  };
  return { ...doorsOf(gateway, provider), database, issuer: provider.issuer, sql: (...given) => owner.query(...given), close };
}

/** The server of the tests commits without waiting for the disk, and production does not start on such a one. */
export async function beDurable(url: string): Promise<void> {
  const owner = await openDatabase({ url, poolSize: 1, applicationName: 'attack list' });
  const [row] = await owner.query<{ name: string }>(`select quote_ident(current_database()) as name`);
  await owner.query(`alter database ${row?.name ?? ''} set synchronous_commit = on`);
  await owner.close();
}

/** Every gateway of one database needs the same one. */
export const masterKey = randomBytes(32).toString('base64');

const production = ({ issuer }: TestProvider): Readonly<Record<string, string>> => ({
  NODE_ENV: 'production',
  OIDC_ISSUER: issuer,
  JWT_AUDIENCE: 'maplebridge',
  MAPLEBRIDGE_MASTER_KEY: masterKey,
});

function doorsOf(gateway: GatewayProcess, provider: TestProvider): Omit<World, 'database' | 'issuer' | 'sql' | 'close'> {
  const noted: string[] = [];
  const tokens = new Map<string, Promise<string>>();
  const token = (who: string): Promise<string> => {
    const known = tokens.get(who) ?? provider.tokenOf(who);
    tokens.set(who, known);
    return known;
  };
  const send = async (sent: Sent): Promise<Heard> => {
    const heard = await sendTo(gateway.url, sent);
    noted.push(...(sent.method === 'HEAD' ? [] : faultsOf(heard)));
    return heard;
  };
  return {
    url: gateway.url,
    token,
    send,
    raw: (sent) => sendTo(gateway.url, sent),
    ask: async (who, query, variables) => {
      const authorization: Readonly<Record<string, string>> = who === null ? {} : { authorization: `Bearer ${await token(who)}` };
      return send({ headers: { ...json, 'accept-language': 'en', ...authorization }, body: JSON.stringify({ query, variables }) });
    },
    note: (faults) => void noted.push(...faults),
    faults: () => noted.splice(0),
    logs: () => gateway.logs(),
    isAlive: async () => (await sendTo(gateway.url, { method: 'GET', path: '/readyz' })).status === 200,
  };
}
