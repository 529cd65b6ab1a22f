import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { openDevelopmentIssuer } from '@maplebridge/gateway';
import { masterKey, tenYears } from './fixed';
import { asRuntime } from './migratedDatabase';
import { personAt, type Person } from './people';
import type { Stream } from './stream';

export interface GatewayProcessOptions {
  /** The migrator's URL of a database; migrated by the process when it is empty. */
  readonly databaseUrl: string;
  readonly demo?: boolean;
  /** Further variables, e.g. MAPLEBRIDGE_CONFIG. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A gateway as a process of its own, as it was built. */
export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  /** All that it said so far, the screen and the log. */
  logs(): string;
  as(subject: string | null, expiresIn?: number): Person;
  /** Somebody without an account, by the link of a party. */
  byLink(secret: string): Person;
  /** Sends the signal and waits for the end: its exit code, null when the signal itself ended it. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  /** Closes the streams that were opened to it and ends it if it still runs. */
  close(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const root = resolve(__dirname, '..', '..', '..');
const main = join(root, 'gateway', 'dist', 'main.js');
const startPatience = 60_000;

/** Starts it and waits for its screen; fails with all that it said when it ends before. */
export async function runGatewayProcess({ databaseUrl, demo = true, env = {} }: GatewayProcessOptions): Promise<GatewayProcess> {
  if (!existsSync(main)) throw new Error('A second gateway runs what was built: run "npx tsc -b" first (npm test does).');
  const home = await mkdtemp(join(tmpdir(), 'maplebridge-process-'));
  const child = spawn(process.execPath, [main, ...(demo ? ['--demo'] : [])], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...variables(databaseUrl, home), ...env },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const url = await urlOf(child, said, ended);
  const streams: Stream[] = [];
  const kill = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return {
    url,
    kill,
    pid: child.pid ?? 0,
    logs: () => said.join(''),
    as: (subject, expiresIn) =>
      personAt({ url, token: tokenOf({ home, subject, expiresIn }), opened: (stream) => void streams.push(stream) }),
    byLink: (secret) =>
      personAt({ url, scheme: 'PartyLink', token: () => Promise.resolve(secret), opened: (stream) => void streams.push(stream) }),
    close: async () => {
      await Promise.all(streams.map((stream) => stream.close()));
      await kill();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const variables = (databaseUrl: string, home: string): Readonly<Record<string, string>> => ({
  PORT: '0',
  LOG_LEVEL: 'warn',
  DATABASE_URL: asRuntime(databaseUrl),
  DATABASE_ADMIN_URL: databaseUrl,
  MAPLEBRIDGE_HOME: home,
  MAPLEBRIDGE_MASTER_KEY: masterKey,
});

/** The process keeps its issuer's key in its home, and we sign with it. */
const tokenOf =
  ({ home, subject, expiresIn = tenYears }: { readonly home: string; readonly subject: string | null; readonly expiresIn?: number }) =>
  async (): Promise<string | null> =>
    subject === null ? null : (await openDevelopmentIssuer(home)).token(subject, { expiresIn });

/** The URL on the screen that is shown when everything is open. */
function urlOf(child: Child, said: readonly string[], ended: Promise<number | null>): Promise<string> {
  return new Promise((resolveUrl, reject) => {
    const give = (outcome: () => void): void => {
      clearTimeout(timer);
      child.stdout.off('data', look);
      outcome();
    };
    const look = (): void => {
      const url = /GraphQL\s+(http:\S+)\/graphql\s/.exec(said.join(''))?.[1];
      if (url !== undefined) give(() => resolveUrl(url));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      give(() => reject(new Error(`The gateway did not open in ${startPatience} ms:\n${said.join('')}`)));
    }, startPatience);
    child.stdout.on('data', look);
    void ended.then((code) => give(() => reject(new Error(`The gateway ended with ${code}:\n${said.join('')}`))));
  });
}
