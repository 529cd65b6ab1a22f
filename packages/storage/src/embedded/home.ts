import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresRefused } from './refused';
import { giveTo, run, type Account } from './run';

/** The one folder of the server's own user; beside it lie the lock and the leases, which belong to whoever runs us. */
export const serverFolder = (home: string): string => join(home, 'server');
export const dataFolder = (home: string): string => join(serverFolder(home), 'data');

/** Where things go that the unprivileged user cannot reach in the clone: one place per clone and user, found again next time. */
export function awayFrom(folder: string): string {
  return join('/var/tmp', `maplebridge-${process.getuid?.() ?? 0}-${nameOf(folder)}`);
}

/** Short enough for a socket path, and the same at each start. */
export const nameOf = (folder: string): string => createHash('sha256').update(folder).digest('hex').slice(0, 12);

export interface Home {
  readonly path: string;
  /** True when it is not the folder that was asked for: the server's user cannot reach that one. */
  readonly isAway: boolean;
}

/** Data that exists decides; else the asked folder if the account can work in it; else, for root only, one under /var/tmp. */
export async function chooseHome(folder: string, account: Account): Promise<Home> {
  const here = { path: folder, isAway: false };
  const away = { path: awayFrom(folder), isAway: true };
  if (await exists(dataFolder(folder))) return here;
  if (account.ids !== undefined && (await exists(dataFolder(away.path)))) return away;
  if (await canWorkIn(folder, account)) return here;
  if (account.ids === undefined)
    throw new EmbeddedPostgresRefused(`${account.name} may not write to ${folder}. Change its owner, or set DATABASE_URL.`);
  return away;
}

/** The server's folder inside a home, made when missing and owned by the account. */
export async function furnish(home: Home, account: Account): Promise<void> {
  await mkdir(home.path, { recursive: true });
  if (home.isAway) {
    await refuseForeign(home.path, [process.getuid?.()]);
    // Root's umask may be 077: the account must pass through.
    await chmod(home.path, 0o755);
  }
  await mkdir(serverFolder(home.path), { recursive: true, mode: 0o700 });
  await giveTo(account, serverFolder(home.path));
}

/** The real path of a folder that is made when missing: names are derived from it. Lock and leases need it writable. */
export async function realFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return await realpath(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedPostgresRefused(`The data folder ${folder} cannot be used (${reason}). Change its owner, or set DATABASE_URL.`);
  }
}

async function canWorkIn(folder: string, account: Account): Promise<boolean> {
  const server = serverFolder(folder);
  const made = await mkdir(server, { recursive: true, mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (!made) return false;
  await giveTo(account, server);
  // Asked of the system itself: mode bits alone do not know access lists.
  return process.platform === 'win32' || (await run(['/bin/sh', '-c', 'cd "$0" && test -w .', server], account)).code === 0;
}

/** Names under /var/tmp and /tmp can be guessed: what stands there already may be somebody else's trap. */
export async function refuseForeign(folder: string, owners: readonly (number | undefined)[]): Promise<void> {
  const found = await lstat(folder);
  if (found.isDirectory() && owners.includes(found.uid) && (found.mode & 0o022) === 0) return;
  throw new EmbeddedPostgresRefused(`${folder} belongs to somebody else or may be written by others. Remove it, or set DATABASE_URL.`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === 'EACCES',
  );
