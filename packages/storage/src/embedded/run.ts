import { spawn } from 'node:child_process';
import { chown } from 'node:fs/promises';

/** Whom the server runs as. Without ids: the user of this process. */
export interface Account {
  readonly name: string;
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

/** Hands a file or folder that root made to the account. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.ids !== undefined) await chown(path, account.ids.uid, account.ids.gid);
}

export interface Outcome {
  /** Exit code; undefined when the program could not be started or ran out of time. */
  readonly code: number | undefined;
  readonly output: string;
}

/**
 * Runs a program to its end under an account, in a session of its own: Ctrl-C at the terminal must not hit initdb half way.
 * Never throws for what the program does; the outcome says it.
 */
export function run(command: readonly [string, ...string[]], account: Account, timeoutMs = 60_000): Promise<Outcome> {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...account.ids,
      cwd: '/',
      detached: true,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const listen = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      output += `\n${program} did not finish within ${timeoutMs / 1000} s.`;
    }, timeoutMs);
    const end = (code: number | undefined): void => {
      clearTimeout(timer);
      resolve({ code, output: output.trim() });
    };
    child.once('error', (error) => {
      output += error.message;
      end(undefined);
    });
    child.once('close', (code) => end(code ?? undefined));
  });
}

/** PGDATA, PGPORT, PGOPTIONS and the like of the caller's shell speak of other servers. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG');
  return { ...Object.fromEntries(kept), LC_ALL: process.platform === 'linux' ? 'C.UTF-8' : 'C' };
}
