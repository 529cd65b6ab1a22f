import { join } from 'node:path';
import { label, type Label } from '@maplebridge/contract';
import { makeKeys, readPrivateKey } from '@maplebridge/audit';
import { keptSecret } from '../compose/secrets';
import type { Config } from '../config/readConfig';
import type { Sealing } from './seal';

/**
 * Who signs, by the configuration. In development a key and a folder of the home; in production only what is given: a key that nobody
 * chose would lie where the records lie. Null: nothing is sealed.
 */
export async function sealingOf({ audit, home, mode }: Pick<Config, 'audit' | 'home' | 'mode'>): Promise<Sealing | null> {
  const isDevelopment = mode === 'development';
  const pem = audit.signingKey ?? (isDevelopment ? await keptSecret(join(home, 'audit.key'), () => makeKeys().privatePem) : undefined);
  if (pem === undefined) return null;
  return { key: readPrivateKey(pem), folder: audit.checkpoints ?? (isDevelopment ? join(home, 'checkpoints') : null) };
}

/** What is missing for records to be sealed in a way that shows something. */
export function sealingWarnings(sealing: Sealing | null): readonly Label[] {
  if (sealing === null)
    return [
      label(
        '未设置 AUDIT_SIGNING_KEY：办理记录和查阅记录不会被封存。可用 maplebridge audit keygen FILE 生成；设置后会补封全部记录。',
        'AUDIT_SIGNING_KEY is not set: neither ledger nor access log is sealed. maplebridge audit keygen FILE makes one; all records are sealed once it is set.',
      ),
    ];
  if (sealing.folder !== null) return [];
  return [
    label(
      '未设置 AUDIT_CHECKPOINTS：检查点只存在数据库中，数据库的所有者可以重建整条链而不被发现。',
      'AUDIT_CHECKPOINTS is not set: checkpoints are in the database only, and who owns it could cut off the end of the log unnoticed.',
    ),
  ];
}
