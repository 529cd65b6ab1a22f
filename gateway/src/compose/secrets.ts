import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keepSetting, keyringOf, type Keyring, type Query } from '@maplebridge/storage';
import type { Config } from '../config/readConfig';
import { systemCode } from '../systemCode';

const keyLength = 32;

/**
 * The keys that open the keys of persons: the one in use is given, or kept in a file of the home that only its owner reads; earlier ones are
 * given until everything is sealed anew. Lose them and sealed values are lost.
 */
export async function keyringFor({
  masterKey,
  previousMasterKeys,
  home,
}: Pick<Config, 'masterKey' | 'previousMasterKeys' | 'home'>): Promise<Keyring> {
  const text = masterKey ?? (await keptSecret(join(home, 'master.key'), () => randomBytes(keyLength).toString('base64')));
  const [current, ...previous] = [text, ...previousMasterKeys].map((one) => Buffer.from(one, 'base64'));
  return keyringOf(current ?? Buffer.alloc(0), previous);
}

/** What stands in the file that only its owner reads; made when there is none. */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, make(), { mode: 0o600 });
  try {
    await link(draft, path); // all or nothing: of two processes one wins, and both read the winner
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(path, 'utf8');
}

/** Shared by every gateway of one database, so that a cursor of one resumes at another. */
export async function cursorKeyOf(query: Query): Promise<Buffer> {
  return Buffer.from(await keepSetting(query, 'cursorKey', randomBytes(keyLength).toString('base64')), 'base64');
}
