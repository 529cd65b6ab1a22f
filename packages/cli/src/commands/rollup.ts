import { consumerName } from '@maplebridge/gateway';
import { caseCounts, keptCounts, metrics } from '@maplebridge/metrics';
import { countDifferences, enterConsumer, type CountComparison, type CountDifference } from '@maplebridge/storage';
import type { Command } from 'commander';
import { rebuildProgress } from '../rollup/progress';
import { rebuildCounts } from '../rollup/rebuild';
import { AlreadyTold } from '../shell/failure';
import { inPlace, type Work } from '../shell/run';
import { openStop } from '../shell/stop';
import type { Voice } from '../shell/voice';

export function addRollup(program: Command): void {
  const rollup = program.command('rollup').description('counts of cases that are kept for boards. 案件统计汇总');
  rollup
    .command('rebuild')
    .description('count the whole ledger once more, beside gateways that run; shown when it is complete. 重建统计')
    .action(function (this: Command) {
      return inPlace(this, true, rebuild);
    });
  rollup
    .command('verify')
    .description('compare the counts with the ledger; differences end with exit code 1. 核对统计')
    .action(function (this: Command) {
      return inPlace(this, true, verify);
    });
}

const rebuild: Work<object> = async ({ place: { database }, voice }) => {
  const stop = openStop();
  try {
    const { entries, seconds } = await rebuildCounts({ database, progress: rebuildProgress(voice), signal: stop.signal });
    const text = {
      'zh-CN': `已重建：统计了 ${entries} 条记录，用时 ${seconds.toFixed(1)} 秒`,
      en: `Rebuilt: ${entries} entries counted in ${seconds.toFixed(1)} s`,
    };
    voice.answer({ event: 'rollupRebuilt', entries, seconds }, voice.say(text));
  } finally {
    stop.close();
  }
};

const mostShown = 100;

const verify: Work<object> = async ({ place: { database }, voice }) => {
  const consumer = consumerName(metrics.name, caseCounts.name);
  await enterConsumer(database.query, consumer, 'beginning');
  const found = await countDifferences(database, { consumer, kept: keptCounts, shown: mostShown });
  voice.answer({ event: 'rollupVerified', ...found }, found.differing === 0 ? voice.say(same(found)) : different(voice, found));
  if (found.differing > 0) throw new AlreadyTold();
};

const same = ({ compared }: CountComparison) => ({
  'zh-CN': `核对 ${compared} 个数，全部相符`,
  en: `${compared} numbers compared; every one is what the ledger says`,
});

function different(voice: Voice, { compared, differing, differences }: CountComparison): string {
  const line = ({ unit, day, type, phase, kept, truth }: CountDifference): string =>
    voice.say({
      'zh-CN': `${day}  ${unit ?? '?'}  ${type}  ${phase}  统计为 ${kept}，应为 ${truth}`,
      en: `${day}  ${unit ?? '?'}  ${type}  ${phase}  kept ${kept}, should be ${truth}`,
    });
  const end = {
    'zh-CN': `核对 ${compared} 个数，${differing} 个不符（列出前 ${differences.length} 个）；可用 maplebridge rollup rebuild 重建`,
    en: `${differing} of ${compared} numbers differ (the first ${differences.length} are listed); maplebridge rollup rebuild counts anew`,
  };
  return [...differences.map(line), voice.say(end)].join('\n');
}
