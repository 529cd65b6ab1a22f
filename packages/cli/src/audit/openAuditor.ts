import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeyOf, readPrivateKey, readPublicKeys } from '@maplebridge/audit';
import { label, type Label } from '@maplebridge/contract';
import { keysIn, openStore, type Config } from '@maplebridge/gateway';
import { auditorGroup, openDatabase, type Database } from '@maplebridge/storage';
import { FileRefused } from '../file/openFile';
import type { Voice } from '../shell/voice';
import { configOf } from '../store/openPlace';

export interface AuditorOptions {
  readonly database?: string;
  readonly checkpoints?: string;
  readonly publicKey?: readonly string[];
}

/** Somebody who reads what is sealed: needs neither plugins nor any right to write. */
export interface Auditor {
  readonly database: Database;
  readonly folder: string | null;
  /** Whose signatures count; where they come from is told with the verdict. */
  readonly keys: readonly KeyObject[];
  readonly keysFrom: KeySource;
  close(): Promise<void>;
}

/** `folder`: they lie where the checkpoints lie, and whoever changes the ones may change the others. */
export type KeySource = 'option' | 'configuration' | 'folder';

/** What has to be put right before anything can be verified. */
export class AuditorRefused extends Error {
  override readonly name = 'AuditorRefused';

  constructor(said: Label, voice: Pick<Voice, 'say'>) {
    super(voice.say(said));
  }
}

export async function openAuditor(options: AuditorOptions, voice: Voice): Promise<Auditor> {
  const config = configOf(options.database);
  const folder = options.checkpoints ?? folderOf(config);
  const { keys, keysFrom } = await keysOf(options, config, folder);
  if (keys.length === 0) throw new AuditorRefused(noKey, voice);
  const store = await openStore(config, voice.note);
  try {
    // In the embedded database everybody of this machine is the owner; a given one is read by the login that was given.
    const url = store.kind === 'embedded' ? (store.adminUrl ?? store.url) : store.url;
    const database = await openDatabase({ url, poolSize: 1, applicationName: 'maplebridge audit', statementTimeout: 0 });
    const close = async (): Promise<void> => {
      await database.close();
      await store.close();
    };
    await mayRead(database, voice).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    return { database, folder, keys, keysFrom, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

export const folderOf = ({ audit, mode, home }: Config): string | null =>
  audit.checkpoints ?? (mode === 'development' ? join(home, 'checkpoints') : null);

async function keysOf(
  { publicKey = [] }: AuditorOptions,
  { audit }: Config,
  folder: string | null,
): Promise<{ readonly keys: readonly KeyObject[]; readonly keysFrom: KeySource }> {
  if (publicKey.length > 0) return { keys: publicKey.flatMap(keysOfFile), keysFrom: 'option' };
  if (audit.signingKey !== undefined) return { keys: [publicKeyOf(readPrivateKey(audit.signingKey))], keysFrom: 'configuration' };
  const text = folder === null ? '' : await keysIn(folder).catch(() => '');
  return { keys: readPublicKeys(text), keysFrom: 'folder' };
}

/** Every Ed25519 public key of a file. */
export function keysOfFile(path: string): readonly KeyObject[] {
  try {
    const keys = readPublicKeys(readFileSync(path, 'utf8'));
    if (keys.length > 0) return keys;
  } catch (error) {
    throw new FileRefused(`${path} cannot be read as Ed25519 public keys: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new FileRefused(`${path} holds no Ed25519 public key in PEM. What would work: the .pub file of "maplebridge audit keygen".`);
}

const noKey = label(
  '没有公钥，无法核对签名：请用 --public-key FILE 指定（maplebridge audit keygen 生成的 .pub 文件），或设置 AUDIT_SIGNING_KEY。',
  'No public key, so no signature can be checked: name one with --public-key FILE (the .pub file of maplebridge audit keygen), or set AUDIT_SIGNING_KEY.',
);

const notMigrated = label(
  '该数据库还没有审计日志：请先运行 maplebridge migrate。',
  'This database has no audit log yet: run maplebridge migrate first.',
);

const mayNot = label(
  `该登录不能读取被封存的内容。请在数据库中授权：grant ${auditorGroup} to <登录名>，并以 --database 指定该登录。`,
  `This login may not read what is sealed. In the database: grant ${auditorGroup} to <login>, and name that login with --database.`,
);

async function mayRead({ query }: Database, voice: Voice): Promise<void> {
  const [there] = await query<{ is: boolean }>(`select to_regnamespace('audit') is not null as is`);
  if (!there?.is) throw new AuditorRefused(notMigrated, voice);
  const [row] = await query<{ may: boolean }>(
    `select pg_has_role('${auditorGroup}', 'usage') or (select rolsuper from pg_roles where rolname = current_user) as may`,
  );
  if (!row?.may) throw new AuditorRefused(mayNot, voice);
}
