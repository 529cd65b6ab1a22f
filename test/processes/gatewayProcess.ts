import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openDevelopmentIssuer } from '@maplebridge/gateway';
import { askAs, type Asked } from './http';

export const root = resolve(__dirname, '../..');
const programs = { gateway: resolve(root, 'gateway/dist/main.js'), maplebridge: resolve(root, 'packages/cli/dist/main.js') };

export interface Starting {
  /** Where the embedded database, keys and leases live. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The gateway when absent. */
  readonly program?: keyof typeof programs;
}

/** How a process was over, and all it had said. */
export interface Over {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

/** A gateway in a process of its own that has shown its screen. */
export interface GatewayProcess {
  readonly pid: number;
  readonly url: string;
  /** What it showed until it was ready. */
  readonly screen: string;
  /** From the start of the process to its screen. */
  readonly milliseconds: number;
  /** Asks a question over HTTP as somebody; null: as nobody. */
  as(subject: string | null, asked: Asked): ReturnType<typeof askAs>;
  token(subject: string): Promise<string>;
  /** Everything on its two outputs so far. */
  said(): string;
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Over>;
  kill(): Promise<Over>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test left. Give it to `afterAll`. */
export async function endAll(): Promise<void> {
  const ends = [...running].map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ends);
}

/** A gateway that has not shown its screen yet. */
export type Beginning = Pick<GatewayProcess, 'pid' | 'screen' | 'milliseconds' | 'said' | 'stop' | 'kill'>;

/** Starts it and waits until it says something on its output. Throws with what it said when it ends instead. */
export async function startUntil(starting: Starting, line: RegExp): Promise<Beginning> {
  const { child, output, over, began } = launch(starting);
  const screen = await new Promise<string>((heard, failed) => {
    child.stdout.on('data', () => line.test(output.out) && heard(output.out));
    void over.then(({ code, err }) => failed(new Error(`The gateway ended with ${code} before it said ${line}:\n${err}`)));
  });
  return {
    pid: child.pid ?? 0,
    screen,
    milliseconds: Math.round(performance.now() - began),
    said: () => output.out + output.err,
    stop: (signal = 'SIGTERM') => end(child, signal, over),
    kill: () => end(child, 'SIGKILL', over),
  };
}

/** Starts what `npm start` starts once everything is built, and waits for its screen. */
export async function startGateway(starting: Starting): Promise<GatewayProcess> {
  const begun = await startUntil(starting, /Ctrl-C stops everything/);
  const url = /GraphQL .*(http:\S+)\/graphql\n/.exec(begun.screen)?.[1] ?? '';
  const token = async (subject: string): Promise<string> => (await openDevelopmentIssuer(starting.home)).token(subject);
  return { ...begun, url, token, as: async (subject, asked) => askAs(url, subject === null ? null : await token(subject), asked) };
}

/** Starts a gateway that is expected to refuse, or a command, and waits for its end. */
export const runToEnd = (starting: Starting): Promise<Over> => launch(starting).over;

async function end(child: ChildProcess, signal: NodeJS.Signals, over: Promise<Over>): Promise<Over> {
  const began = performance.now();
  child.kill(signal);
  return { ...(await over), milliseconds: performance.now() - began };
}

function launch({ home, env = {}, args = [], program = 'gateway' }: Starting) {
  const main = programs[program];
  if (!existsSync(main)) throw new Error('Build first: npx tsc -b');
  const began = performance.now();
  // Nothing of the shell or of jest reaches it but what a process needs to run at all.
  const inherited = { PATH: process.env.PATH, HOME: process.env.HOME, MAPLEBRIDGE_POSTGRES_BIN: process.env.MAPLEBRIDGE_POSTGRES_BIN };
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { ...inherited, PORT: '0', MAPLEBRIDGE_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  const over = once(child, 'close').then(([code, signal]): Over => {
    running.delete(child);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, ...output, milliseconds: performance.now() - began };
  });
  return { child, output, over, began };
}
