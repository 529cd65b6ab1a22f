import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of the README in a process of its own, as its reader runs it. */
export interface Program {
  /** What it printed next, as JSON. Waits for the line; fails with what it complained of when it ends. */
  line<Printed>(): Promise<Printed>;
  stop(): Promise<void>;
}

export function run(folder: string, file: string, env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text) => (complaints += text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const closed = once(child, 'close');
  return {
    line: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${file} ended: ${complaints}`);
      return JSON.parse(value);
    },
    stop: async () => {
      child.kill();
      await closed;
    },
  };
}
