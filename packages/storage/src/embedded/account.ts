import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { EmbeddedPostgresRefused } from './refused';
import type { Account } from './run';

/**
 * PostgreSQL refuses to run as root. Root gives way to whoever owns the data already, else to postgres, else to nobody;
 * anyone else runs the server as themselves.
 */
export async function serverAccount(dataFolders: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: ownName(), ids: undefined };
  const users = await knownUsers();
  const owner = await firstOwner(dataFolders);
  const user =
    users.find(({ uid }) => uid === owner) ?? users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (user !== undefined) return { name: user.name, ids: { uid: user.uid, gid: user.gid } };
  throw new EmbeddedPostgresRefused(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. Add one (useradd postgres), run this as another user, or set DATABASE_URL.',
  );
}

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without a passwd entry, as containers have it: initdb will say so itself.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

async function knownUsers(): Promise<readonly { name: string; uid: number; gid: number }[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  return lines.filter(([name]) => name).map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

async function firstOwner(folders: readonly string[]): Promise<number | undefined> {
  for (const folder of folders) {
    const found = await stat(folder).catch(() => undefined);
    if (found !== undefined && found.uid !== 0) return found.uid;
  }
  return undefined;
}
