import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoId } from '@maplebridge/gateway';
import type { GatewayProcess } from './gatewayProcess';

/** A home that the user PostgreSQL runs as may pass through. */
export async function newHome(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'mb-home-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

const dataOf = (home: string): string => join(home, 'postgres', 'server', 'data');

/** Ids of all processes that work on the data of this home: its PostgreSQL with everything it started. */
export async function databaseProcesses(home: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => folders[index] === dataOf(home)).map(Number);
}

export const postmaster = async (home: string): Promise<number> =>
  parseInt(await readFile(join(dataOf(home), 'postmaster.pid'), 'utf8'), 10);

/** Files that should not outlive the last process: leases, locks' claims, the socket. */
export async function leftovers(home: string): Promise<readonly string[]> {
  const folders = ['leases', 'lock', 'server/socket'].map((name) => join(home, 'postgres', name));
  return (await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))).flat();
}

export const databaseUrl = (home: string, login = 'maplebridge'): string =>
  `postgres://${login}@localhost:5432/maplebridge?host=${encodeURIComponent(join(home, 'postgres', 'server', 'socket'))}`;

const count = '{ cases(first: 1) { totalCount } }';

/** How many cases the supervisor of the whole demo city sees. */
export const casesIn = async (gateway: GatewayProcess): Promise<number> =>
  (await gateway.as('demo-supervisor', { query: count })).data.cases.totalCount as number;

const opening = 'mutation ($input: OpenCommunityDisputeInput!) { made: openCommunityDispute(input: $input) { case { id } } }';

/** Opens a case as the officer of the demo city, whatever comes of it. */
export const openCase = (gateway: GatewayProcess, unit = 'E-RIVER-2') =>
  gateway.as('demo-officer', {
    query: opening,
    variables: { input: { idempotencyKey: randomUUID(), summary: '一件纠纷 A dispute', unit: unitId(unit), parties: [] } },
  });

export const unitId = (code: string): string => Buffer.from(`unit:${demoId(code)}`).toString('base64url');
