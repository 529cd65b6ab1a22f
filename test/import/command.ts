import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MigratedDatabase } from '@maplebridge/testkit';

const root = resolve(__dirname, '..', '..');
const main = resolve(root, 'packages', 'cli', 'dist', 'main.js');

/** What a command line came to. */
export interface Outcome {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The last line of its answer, read as JSON. */
  answer(): Record<string, unknown>;
}

/** The `maplebridge` command as it was built, in a process of its own, against the test's database. */
export function startCommand(
  database: Pick<MigratedDatabase, 'url' | 'runtimeUrl'> & { readonly env?: Readonly<Record<string, string>> },
  folder: string,
  args: readonly string[],
): { readonly child: ChildProcess; readonly outcome: Promise<Outcome> } {
  if (!existsSync(main)) throw new Error('The command runs what was built: run "npx tsc -b" first (npm test does).');
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.runtimeUrl,
      DATABASE_ADMIN_URL: database.url,
      MAPLEBRIDGE_HOME: folder,
      MAPLEBRIDGE_CONFIG: resolve(root, 'maplebridge.config.json'),
      ...database.env,
    },
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const outcome = new Promise<Outcome>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) =>
      done({ code, ...said, answer: () => JSON.parse(said.out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown> }),
    );
  });
  return { child, outcome };
}
