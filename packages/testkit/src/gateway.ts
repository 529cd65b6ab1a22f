import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Jurisdiction } from '@maplebridge/contract';
import { openGateway, openLog, readConfig, type Gateway, type GatewayPlan, type Opening } from '@maplebridge/gateway';
import { openClock, type Clock } from './clock';
import { masterKey, tenYears } from './fixed';
import { countOpen, refuseLeftOpen } from './leftOpen';
import { asRuntime, openMigratedDatabase } from './migratedDatabase';
import { awaitConsumer, runSql } from './migrator';
import { personAt, type Person } from './people';
import { grantPost, revokePost } from './rights';
import type { Stream } from './stream';

export interface TestGatewayOptions {
  /** All that is loaded: testkit itself knows no plugin. */
  readonly plugins?: readonly Jurisdiction[];
  readonly openings?: readonly Opening[];
  /** The invented city with its people and cases; true when absent. */
  readonly demo?: boolean;
  /** Where the clock stands at first. */
  readonly now?: Date;
  /** The migrator's URL of a database that is already migrated and stays when the gateway closes. */
  readonly databaseUrl?: string;
  readonly sockets?: GatewayPlan['sockets'];
  /** Variables beside those that every test gateway is given. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A whole gateway in this process: real sockets, a real database, a clock that tests turn. */
export interface TestGateway {
  readonly url: string;
  readonly clock: Clock;
  readonly gateway: Gateway;
  /** The migrator's URL of its database. */
  readonly databaseUrl: string;
  /** Lines of the log from `warn` up. */
  readonly logged: readonly string[];
  /** Somebody by the subject of their token; null: somebody who is not signed in. */
  as(subject: string | null, expiresIn?: number): Person;
  /** Somebody with a credential of their own, sent as a bearer token. */
  withToken(token: string): Person;
  /** Somebody without an account, by the link of a party. */
  byLink(secret: string): Person;
  /** A bearer token; `expiresIn` is in seconds of the real clock. */
  token(subject: string, expiresIn?: number): Promise<string>;
  grant(subject: string, role: string, unitCode: string): Promise<void>;
  revoke(subject: string, role: string, unitCode: string): Promise<void>;
  /** One statement as the migrator. */
  sql<Row extends object>(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** One statement by the login that serves requests. */
  sqlAtRunTime<Row extends object>(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Resolves when the consumer of that name (`<plugin>.<name>`) has dealt with all that is in the ledger now. */
  consumed(consumer: string): Promise<void>;
  /** Closes all streams and the gateway, drops the database; fails when anything is left open or a bug was logged. */
  close(): Promise<void>;
}

/** A Monday morning in Shanghai. */
const usualStart = new Date('2026-03-02T09:00:00+08:00');

export async function openTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const before = countOpen();
  const { plugins = [], openings = [], now = usualStart, demo = true, sockets } = options;
  const database = options.databaseUrl === undefined ? await openMigratedDatabase(plugins) : null;
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const home = await mkdtemp(join(tmpdir(), 'maplebridge-test-'));
  const logged: string[] = [];
  const clock = openClock(now);
  // Every line is written, so that the end of the run can search it; tests look at those from `warn` up.
  const log = openLog('debug', { write: (line) => void (levelOf(line) >= 40 && logged.push(line)) });
  const gateway = await openGateway({
    config: configOf({ databaseUrl, home, demo, env: options.env }),
    jurisdictions: plugins,
    openings,
    now: clock.now,
    sockets,
    log,
  });
  const streams: Stream[] = [];
  return {
    ...doorsOf(gateway, streams),
    ...ordersOf(databaseUrl, clock),
    clock,
    gateway,
    databaseUrl,
    logged,
    close: async () => {
      await Promise.all(streams.map((stream) => stream.close()));
      await gateway.close();
      await database?.close();
      await rm(home, { recursive: true, force: true });
      await refuseLeftOpen(before);
      refuseBugs(logged);
    },
  };
}

/** What people reach over the network. */
function doorsOf(gateway: Gateway, streams: Stream[]): Pick<TestGateway, 'url' | 'token' | 'as' | 'withToken' | 'byLink'> {
  const { url } = gateway.doors;
  const token = (subject: string, expiresIn = tenYears): Promise<string> => issuerOf(gateway).token(subject, { expiresIn });
  const personWith = (token: () => Promise<string | null>, scheme?: 'PartyLink'): Person =>
    personAt({ url, token, opened: (stream) => void streams.push(stream), ...(scheme ? { scheme } : {}) });
  return {
    url,
    token,
    as: (subject, expiresIn) => personWith(async () => (subject === null ? null : token(subject, expiresIn))),
    withToken: (one) => personWith(async () => one),
    byLink: (secret) => personWith(async () => secret, 'PartyLink'),
  };
}

/** What an operator does beside the gateway. */
const ordersOf = (url: string, clock: Clock): Pick<TestGateway, 'grant' | 'revoke' | 'sql' | 'sqlAtRunTime' | 'consumed'> => ({
  grant: (subject, role, unitCode) => grantPost(url, { subject, role, unitCode }, clock.now()),
  revoke: (subject, role, unitCode) => revokePost(url, { subject, role, unitCode }, clock.now()),
  sql: (statement, values) => runSql(url, statement, values),
  sqlAtRunTime: (statement, values) => runSql(asRuntime(url), statement, values),
  consumed: (consumer) => awaitConsumer(url, consumer),
});

interface Given {
  readonly databaseUrl: string;
  readonly home: string;
  readonly demo: boolean;
  readonly env: Readonly<Record<string, string>> | undefined;
}

const configOf = ({ databaseUrl, home, demo, env }: Given) =>
  readConfig(
    { PORT: '0', DATABASE_URL: asRuntime(databaseUrl), MAPLEBRIDGE_HOME: home, MAPLEBRIDGE_MASTER_KEY: masterKey, ...env },
    demo ? ['--demo'] : [],
  );

function issuerOf({ issuer }: Gateway) {
  if (issuer) return issuer;
  throw new Error('A test gateway signs its own tokens, and this one has no issuer.');
}

/** What reached a client as INTERNAL_SERVER_ERROR, or failed behind its back, fails the test file even if no test looked. */
function refuseBugs(logged: readonly string[]): void {
  const bugs = logged.filter((line) => levelOf(line) >= 50);
  if (bugs.length > 0) throw new Error(`The gateway logged ${bugs.length} bugs:\n${bugs.join('')}`);
}

const levelOf = (line: string): number => (JSON.parse(line) as { level: number }).level;
