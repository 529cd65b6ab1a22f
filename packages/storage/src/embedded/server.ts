import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { logFile, type Cluster } from './cluster';
import { dataFolder } from './home';
import { processMark } from './processMark';
import { EmbeddedPostgresRefused } from './refused';
import { cleanEnvironment, giveTo, run } from './run';

/** What postmaster.pid says of a server that runs. */
export interface Running {
  readonly pid: number;
  readonly socketFolder: string;
  readonly port: number;
  readonly isReady: boolean;
}

const startLimitMs = 60_000;
const attempts = 12;

/** The server that runs on this data, ours or one that a crash left; undefined when there is none, whatever a stale file says. */
export async function runningServer(home: string): Promise<Running | undefined> {
  const text = await readFile(join(dataFolder(home), 'postmaster.pid'), 'utf8').catch(() => '');
  // Lines in the order of PostgreSQL's miscadmin.h: pid, data, started, port, socket folder, address, memory key, status.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostmaster(pid, home))) return undefined;
  return { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '', isReady: lines[7] === 'ready' };
}

/** Starts the server and waits until it takes connections. What a killed server left (its lock, its memory) may need a few tries. */
export async function startServer(cluster: Cluster): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    await forgetStranger(cluster.home);
    const running = await startOnce(cluster);
    if (running !== undefined) return running;
    const tail = await logTail(cluster);
    if (attempt >= attempts || !/lock file|shared memory block|still in use/.test(tail)) throw refusedToStart(cluster, tail);
    await pause(300);
  }
}

/** Fast stop: sessions are ended, everything is written. Only when that takes too long, immediate: recovery then repairs at the next start. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const pgCtl = join(cluster.binaries.bin, 'pg_ctl');
  const stop = (mode: string, seconds: number): ReturnType<typeof run> =>
    run([pgCtl, 'stop', '-D', dataFolder(cluster.home), '-m', mode, '-w', '-t', String(seconds)], cluster.account, (seconds + 5) * 1000);
  const stopped = await stop('fast', 30);
  if (stopped.code !== 0 && (await runningServer(cluster.home)) !== undefined) await stop('immediate', 10);
}

/** Waits for a server that somebody else started; false when it goes away or does not come up in time. */
export async function becomesReady(home: string): Promise<boolean> {
  const until = Date.now() + startLimitMs;
  for (;;) {
    const running = await runningServer(home);
    if (running === undefined || running.isReady || Date.now() > until) return running?.isReady ?? false;
    await pause(50);
  }
}

async function startOnce(cluster: Cluster): Promise<Running | undefined> {
  const child = await spawnServer(cluster);
  const until = Date.now() + startLimitMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    const running = await runningServer(cluster.home);
    if (running?.isReady && running.pid === child.pid) return running;
    await pause(25);
  }
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  child.kill('SIGQUIT');
  throw refusedToStart(cluster, `It was not ready after ${startLimitMs / 1000} s.\n${await logTail(cluster)}`);
}

/** In a session of its own, so that Ctrl-C at the terminal reaches us and not the server: we stop it when its last user has gone. */
async function spawnServer(cluster: Cluster): Promise<ChildProcess> {
  const log = await open(logFile(cluster), 'w', 0o640);
  await giveTo(cluster.account, logFile(cluster));
  const options = { ...cluster.account.ids, cwd: '/', detached: true, env: cleanEnvironment() };
  const child = spawn(join(cluster.binaries.bin, 'postgres'), ['-D', dataFolder(cluster.home)], {
    ...options,
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn').finally(() => log.close());
  child.unref();
  return child;
}

/** A file that names a living process which is not our server (its id was used again) would stop every start for ever. */
async function forgetStranger(home: string): Promise<void> {
  const file = join(dataFolder(home), 'postmaster.pid');
  const pid = parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  const folder = Number.isNaN(pid) ? undefined : await workingFolder(pid);
  // A dead process is left to PostgreSQL, which also looks for children that outlived it.
  if (folder !== undefined && folder !== (await realpath(dataFolder(home)))) await rm(file, { force: true });
}

/** A postmaster works in its data folder; no other process with a number used again does. */
async function isPostmaster(pid: number, home: string): Promise<boolean> {
  if (process.platform === 'linux')
    return processMark(pid) !== undefined && (await workingFolder(pid)) === (await realpath(dataFolder(home)));
  return processMark(pid) !== undefined;
}

const workingFolder = (pid: number): Promise<string | undefined> => readlink(`/proc/${pid}/cwd`).catch(() => undefined);

const logTail = async (cluster: Cluster): Promise<string> => (await readFile(logFile(cluster), 'utf8').catch(() => '')).slice(-1500).trim();

const refusedToStart = (cluster: Cluster, tail: string): EmbeddedPostgresRefused =>
  new EmbeddedPostgresRefused(
    `PostgreSQL ${cluster.binaries.major} did not start on ${dataFolder(cluster.home)}. The end of ${logFile(cluster)}:\n${tail}`,
  );
