import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';

const patience = 120_000;

/** A process, its address once it says it, and how to end it. */
const asContestant = (child, { name, login, url }) => ({
  name,
  login,
  url,
  pid: child.pid,
  stop: async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  },
});

/** A server of ours that says its port over IPC. It ends when we do: the channel closes. */
export async function forkServer(file, { name, login, env = {}, execPath = process.execPath }) {
  const child = fork(file, [], { execPath, execArgv: [], env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env } });
  const { port } = await heard(child, name, (found) => child.on('message', found));
  return asContestant(child, { name, login, url: `http://127.0.0.1:${port}` });
}

/** A program that shows where it listens on its output. */
export async function spawnUntil(line, { name, login, args, env, cwd }) {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const found = await heard(child, name, (tell) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-100_000);
        const match = line.exec(said);
        if (match) tell(match);
      });
    child.once('exit', (code) => code && process.stderr.write(said.slice(-3000)));
  });
  return { ...asContestant(child, { name, login, url: found[1] }), said: () => said };
}

function heard(child, name, listen) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name} did not answer within ${patience / 1000} s.`)), patience);
    const settle = (act) => (value) => {
      clearTimeout(late);
      act(value);
    };
    listen(settle(resolve));
    child.once('exit', (code, signal) => settle(reject)(new Error(`${name} ended with ${signal ?? code} before it listened.`)));
  });
}
