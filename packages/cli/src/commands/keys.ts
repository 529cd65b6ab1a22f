import { keyringFor, masterKeySetting } from '@maplebridge/gateway';
import { label } from '@maplebridge/contract';
import { keysByMaster, putSetting, rotateKeys, type KeysUnder } from '@maplebridge/storage';
import type { Command } from 'commander';
import { KeeperRefused, withKeeper } from '../privacy/openKeeper';
import { rebuildProgress } from '../rollup/progress';
import { inPlace, type Work } from '../shell/run';
import { openStop } from '../shell/stop';

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('keys under which personal values are sealed. 个人信息的密钥');
  for (const [name, work, description] of [
    ['status', status, 'how many keys are sealed under which master key. 查看主密钥使用情况'],
    ['rotate', rotate, 'seal every key under MAPLEBRIDGE_MASTER_KEY, beside gateways that run. 更换主密钥'],
  ] as const)
    keys
      .command(name)
      .description(description)
      .action(function (this: Command) {
        return inPlace(this, true, work);
      });
}

const status: Work<object> = async ({ place, voice }) => {
  const { current, known } = await keyringFor(place.config);
  const masters = await withKeeper(place, voice, ({ query }) => keysByMaster(query));
  const said = ({ master }: KeysUnder) => {
    if (master === null) return label('（无标识）', '(without an id)');
    if (master === current) return label('当前', 'current');
    return known.has(master) ? label('以前的', 'earlier') : label('未提供', 'not given');
  };
  const lines = masters.map((one) => `${one.master ?? '-'}  ${one.keys}  ${voice.say(said(one))}`);
  const none = voice.say(label('还没有密钥', 'no keys yet'));
  voice.answer({ event: 'keys', current, masters }, lines.length > 0 ? lines.join('\n') : none);
};

const counted = label('已检查', 'looked at');

const notNamed = label(
  '请将 MAPLEBRIDGE_MASTER_KEY 设为新的主密钥：现在只给出了以前的，否则会用本机文件中的密钥封存，而其他网关没有它。',
  'Set MAPLEBRIDGE_MASTER_KEY to the new master key: only earlier ones are given, and a key in a file of this machine, which no gateway has, would take their place.',
);

const rotate: Work<object> = async ({ place, voice }) => {
  const { masterKey, previousMasterKeys } = place.config;
  if (masterKey === undefined && previousMasterKeys.length > 0) throw new KeeperRefused(voice.say(notNamed));
  const keyring = await keyringFor(place.config);
  const stop = openStop();
  const progress = rebuildProgress(voice, counted);
  try {
    const { looked, sealed } = await withKeeper(place, voice, async (database) => {
      const total = (await keysByMaster(database.query)).reduce((sum, { keys }) => sum + keys, 0);
      progress.begin(total);
      const done = await rotateKeys(database, keyring, { reached: (many) => progress.reached(many), signal: stop.signal });
      await putSetting(database.query, masterKeySetting, keyring.current);
      return done;
    });
    progress.end();
    const text = label(
      `检查 ${looked} 个密钥，其中 ${sealed} 个已用主密钥 ${keyring.current} 重新封存。以前的主密钥现在可以撤下；早于此次更换的备份仍须用它打开。`,
      `${looked} keys looked at, ${sealed} of them sealed anew under the master key ${keyring.current}. Earlier master keys may go now; backups from before still need them.`,
    );
    voice.answer({ event: 'keysRotated', current: keyring.current, looked, sealed }, voice.say(text));
  } finally {
    progress.end();
    stop.close();
  }
};
