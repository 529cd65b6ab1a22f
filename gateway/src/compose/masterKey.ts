import type { Label } from '@maplebridge/contract';
import { keepSetting, type Keyring, type Query } from '@maplebridge/storage';

/** Under which master key a database's keys are sealed, as the first gateway and every rotation wrote it down. */
export const masterKeySetting = 'masterKey';

/** The start would come up and then fail at the first personal value. */
export class MasterKeyUnknown extends Error {
  override readonly name = 'MasterKeyUnknown';

  constructor(kept: string) {
    super(
      [
        `The personal values of this database are sealed under the master key ${kept}, which was not given: set it as MAPLEBRIDGE_MASTER_KEY, or, if it was replaced, as MAPLEBRIDGE_MASTER_KEY_PREVIOUS until "maplebridge keys rotate" has run.`,
        `该数据库的个人信息以主密钥 ${kept} 封存，但未提供该密钥：请设为 MAPLEBRIDGE_MASTER_KEY；若已更换主密钥，则在 "maplebridge keys rotate" 完成前设为 MAPLEBRIDGE_MASTER_KEY_PREVIOUS。`,
      ].join('\n'),
    );
  }
}

/** Refuses master keys that do not open the database; warns while an earlier one is still needed. */
export async function checkMasterKey(query: Query, keyring: Keyring): Promise<readonly Label[]> {
  const kept = await keepSetting(query, masterKeySetting, keyring.current);
  if (!keyring.known.has(kept)) throw new MasterKeyUnknown(kept);
  if (kept === keyring.current) return [];
  return [
    {
      'zh-CN': `仍有密钥以旧主密钥 ${kept} 封存：请运行 maplebridge keys rotate。`,
      en: `Keys are still sealed under the earlier master key ${kept}: run maplebridge keys rotate.`,
    },
  ];
}
