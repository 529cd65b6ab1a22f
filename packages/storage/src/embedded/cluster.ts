import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemBinaries, type Binaries } from './binaries';
import { dataFolder, serverFolder } from './home';
import { EmbeddedPostgresRefused } from './refused';
import { giveTo, run, type Account } from './run';

/** What a server of ours is made of: who runs it, with which programs, on which folder. */
export interface Cluster {
  readonly account: Account;
  readonly binaries: Binaries;
  readonly home: string;
  readonly socketFolder: string;
}

export const superuser = 'maplebridge';
export const port = 5432;
export const logFile = (cluster: Pick<Cluster, 'home'>): string => join(serverFolder(cluster.home), 'server.log');

/** The data folder, made by initdb when there is none. It is made under another name: a crash half way leaves nothing that looks whole. */
export async function ensureData(cluster: Cluster, say: (line: string) => void): Promise<void> {
  const major = await dataMajor(cluster);
  if (major === cluster.binaries.major) return;
  if (major !== undefined) throw await otherMajor(cluster, major);
  say(`Preparing PostgreSQL ${cluster.binaries.major} in ${cluster.home}`);
  const making = `${dataFolder(cluster.home)}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  await giveTo(cluster.account, making);
  await initialise(cluster, making);
  await rename(making, dataFolder(cluster.home));
}

/** Trust is right here: the socket lies in a folder that only its owner may enter, and there is no TCP. */
async function initialise(cluster: Cluster, folder: string): Promise<void> {
  // Only Linux is sure to know the locale C.UTF-8; PostgreSQL 17 and later bring one of their own.
  const locale =
    process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--auth-local=trust', '--auth-host=reject', `--username=${superuser}`];
  const program = join(cluster.binaries.bin, 'initdb');
  const { code, output } = await run(
    [program, '-D', folder, '-E', 'UTF8', ...locale, ...access, '--no-instructions'],
    cluster.account,
    180_000,
  );
  if (code !== 0)
    throw new EmbeddedPostgresRefused(`initdb could not prepare ${folder} as ${cluster.account.name}:\n${output.slice(-1500)}`);
}

/** Where the launcher's settings stand; postgresql.conf stays the operator's own and is read before them. */
export async function writeSettings(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<void> {
  const all = { ...developmentSettings, ...settings, ...unixSocketOnly(cluster.socketFolder) };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`);
  const file = join(dataFolder(cluster.home), 'maplebridge.conf');
  await writeFile(file, `# Written at each start; put your own settings into postgresql.conf.\n${lines.join('\n')}\n`);
  await giveTo(cluster.account, file);
  const main = join(dataFolder(cluster.home), 'postgresql.conf');
  const text = await readFile(main, 'utf8');
  if (!text.includes("include_if_exists = 'maplebridge.conf'")) await writeFile(main, `${text}\ninclude_if_exists = 'maplebridge.conf'\n`);
}

/** fsync stays on: what was acknowledged survives. Sized for a developer's machine beside everything else on it. */
const developmentSettings = {
  fsync: 'on',
  shared_buffers: '128MB',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Else the line about a broken constraint quotes the whole row, and with it what people wrote.
  log_error_verbosity: 'terse',
};

const unixSocketOnly = (folder: string): Readonly<Record<string, string>> =>
  process.platform === 'win32'
    ? { listen_addresses: '127.0.0.1', port: String(port) }
    : { listen_addresses: '', port: String(port), unix_socket_directories: folder, unix_socket_permissions: '0700' };

async function dataMajor(cluster: Cluster): Promise<number | undefined> {
  try {
    return Number(await readFile(join(dataFolder(cluster.home), 'PG_VERSION'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new EmbeddedPostgresRefused(
      `${dataFolder(cluster.home)} belongs to another user than ${cluster.account.name}. Run this as the user who ran it first, or move the folder away to begin anew.`,
    );
  }
}

async function otherMajor(cluster: Cluster, major: number): Promise<EmbeddedPostgresRefused> {
  const fitting = (await systemBinaries(cluster.account)).find((found) => found.major === major);
  const bin = fitting?.bin ?? `<a folder with the programs of PostgreSQL ${major}>`;
  return new EmbeddedPostgresRefused(
    `The data in ${dataFolder(cluster.home)} was written by PostgreSQL ${major}; the programs here are PostgreSQL ${cluster.binaries.major}, ` +
      `and data is not portable between majors. To go on with it: MAPLEBRIDGE_POSTGRES_BIN=${bin}. To begin anew: move ${serverFolder(cluster.home)} away.`,
  );
}
