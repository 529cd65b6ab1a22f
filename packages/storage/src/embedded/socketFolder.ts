import { chmod, mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf, refuseForeign, serverFolder } from './home';
import { giveTo, type Account } from './run';

/** sun_path holds 108 bytes on Linux and 104 on macOS; PostgreSQL adds `/.s.PGSQL.5432` and a zero. */
const longestFolder = 84;

/** A folder for the socket that only the account may enter, short enough wherever the clone lies. */
export async function openSocketFolder(home: string, account: Account): Promise<string> {
  const near = join(serverFolder(home), 'socket');
  const folder = Buffer.byteLength(near) <= longestFolder ? near : farFolder(home, account);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined && folder !== near) await refuseForeign(folder, [process.getuid?.(), account.ids?.uid]);
  await giveTo(account, folder);
  await chmod(folder, 0o700);
  return folder;
}

/** After the last stop: an empty folder elsewhere is litter. One that is not empty belongs to a server that starts just now. */
export const clearSocketFolder = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

function farFolder(home: string, account: Account): string {
  const runtime = process.env.XDG_RUNTIME_DIR;
  // That folder is its user's own: of no use to the account that root gives way to.
  const parent = runtime !== undefined && account.ids === undefined && runtime.length < longestFolder - 20 ? runtime : '/tmp';
  return join(parent, `mb-${account.ids?.uid ?? process.getuid?.() ?? 0}-${nameOf(home)}`);
}
