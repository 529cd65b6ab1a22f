import { label } from '@maplebridge/contract';
import { openDatabase, type Database } from '@maplebridge/storage';
import type { Place } from '../store/openPlace';
import type { Voice } from '../shell/voice';

/** Something has to be put right before keys or values can be touched. */
export class KeeperRefused extends Error {
  override readonly name = 'KeeperRefused';
}

const noAdmin = label(
  '此操作需要迁移者的登录：请设置 DATABASE_ADMIN_URL。运行时登录不能读取密钥，也不能销毁它们。',
  'This needs the login of the migrator: set DATABASE_ADMIN_URL. The run-time login can neither read keys nor destroy them.',
);

/** Runs with the rights of who owns `privacy`, which no gateway has. */
export async function withKeeper<Result>(place: Place, voice: Voice, work: (database: Database) => Promise<Result>): Promise<Result> {
  const { adminUrl } = place.store;
  if (adminUrl === undefined) throw new KeeperRefused(voice.say(noAdmin));
  const database = await openDatabase({ url: adminUrl, poolSize: 2, applicationName: 'maplebridge keeper', statementTimeout: 0 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
