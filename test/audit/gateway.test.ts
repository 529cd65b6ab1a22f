import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateKey, readPublicKeys, pemOf, publicKeyOf } from '@maplebridge/audit';
import { openGateway, openLog, readConfig, type Gateway } from '@maplebridge/gateway';
import { openGround, type Ground } from './ground';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const openOne = (): Promise<Gateway> =>
  openGateway({
    config: readConfig(
      {
        PORT: '0',
        DATABASE_URL: ground.database.runtimeUrl,
        MAPLEBRIDGE_HOME: ground.home,
        MAPLEBRIDGE_MASTER_KEY: randomBytes(32).toString('base64'),
      },
      [],
    ),
    jurisdictions: [],
    openings: [],
    log: openLog('silent'),
    looksEvery: 5,
  });

test('a gateway seals what was written, with a key of its home and into a folder of it, and leaves nothing open', async () => {
  await ground.write(12, 4);
  const gateway = await openOne();
  const first = join(ground.home, 'checkpoints', '000000000001.checkpoint');
  while (!existsSync(first)) await ground.sql('select 1');
  await gateway.close();
  expect(gateway.warnings.filter((line) => line.includes('AUDIT'))).toEqual([]);
  const own = readPublicKeys(pemOf(publicKeyOf(readPrivateKey(readFileSync(join(ground.home, 'audit.key'), 'utf8')))));
  expect(await ground.verify({ keys: own })).toMatchObject({ bad: null, sealed: 16, checkpoints: 1, outside: 1, unsealed: { records: 0 } });
});
