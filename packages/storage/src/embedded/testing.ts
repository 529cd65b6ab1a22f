import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

/** What `tsc` built of this folder: a second process has no jest to translate sources for it. */
export const built = resolve(__dirname, '../../dist/embedded');

/** A process of its own that runs a script, answers in lines of JSON and reads lines as commands. */
export interface Other {
  readonly pid: number;
  line(): Promise<Record<string, unknown>>;
  tell(line: string): void;
  kill(): Promise<void>;
  ended(): Promise<number | null>;
}

export function startOther(script: string, ...args: readonly string[]): Other {
  if (!existsSync(join(built, 'index.js'))) throw new Error('Build first: npx tsc -b packages/storage');
  const child = spawn(process.execPath, ['-e', script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<Record<string, unknown>> => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>;
  const ended = endOf(child);
  return {
    pid: child.pid ?? 0,
    line,
    tell: (text) => void child.stdin.write(`${text}\n`),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    ended: () => ended,
  };
}

const endOf = async (child: ChildProcess): Promise<number | null> => ((await once(child, 'exit')) as [number | null])[0];

/** Opens the folder it is given, says how, and closes when told to. */
export const opener = `
  const { openEmbedded } = require(${JSON.stringify(join(built, 'index.js'))});
  const say = (value) => console.log(JSON.stringify(value));
  openEmbedded({ folder: process.argv[1] }).then(
    (server) => {
      say({ adopted: server.adopted, host: server.connection.host });
      process.stdin.once('data', () => server.close().then(() => { say({ closed: true }); process.exit(0); }));
    },
    (error) => { say({ refused: error.message }); process.exit(1); },
  );`;

export async function askServer<Row extends object>(url: string, statement: string): Promise<readonly Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A folder for one test, which an unprivileged user may pass through; removed by the returned function. */
export async function newFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'mb-test-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export const whenRoot = process.getuid?.() === 0 ? test : test.skip;
