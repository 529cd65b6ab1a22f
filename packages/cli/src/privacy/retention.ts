import { label } from '@maplebridge/contract';
import { openRules, retain, type RetentionReport } from '@maplebridge/kernel';
import { rebuildProgress } from '../rollup/progress';
import type { Work } from '../shell/run';
import { openStop } from '../shell/stop';
import type { Voice } from '../shell/voice';
import { withKeeper } from './openKeeper';

const looked = label('已检查', 'looked at');

export const runRetention: Work<{ readonly dryRun?: boolean }> = async ({ place, voice, options: { dryRun = false } }) => {
  const stop = openStop();
  const progress = rebuildProgress(voice, looked);
  try {
    const report = await withKeeper(place, voice, async (database) => {
      const [row] = await database.query<{ cases: number }>(
        `select count(*)::integer as cases from core."case" where closed_at is not null`,
      );
      progress.begin(row?.cases ?? 0);
      const rules = await openRules(database.query);
      const plan = { database, rules, now: new Date(), isDryRun: dryRun, signal: stop.signal };
      return retain({ ...plan, reached: (cases) => progress.reached(cases) });
    });
    progress.end();
    voice.answer({ event: 'retention', isDryRun: dryRun, ...report }, asText(voice, report, dryRun));
  } finally {
    progress.end();
    stop.close();
  }
};

function asText(voice: Voice, { lines, held, continued, values, keys, looked: cases }: RetentionReport, isDryRun: boolean): string {
  const table = lines.map(({ type, kind, cases: many }) => `${type}  ${kind}  ${many}`);
  const kept = label(
    `检查已结案件 ${cases} 件；其中 ${held} 件因证据保全、${continued} 件因后续案件仍在使用而保留`,
    `${cases} closed cases looked at; ${held} stay under a legal hold, ${continued} because an open case goes on from them`,
  );
  const end = isDryRun
    ? label('这是试运行：没有删除任何内容', 'this was a dry run: nothing was erased')
    : label(`已删除 ${values} 项，销毁 ${keys} 个密钥`, `${values} values erased, ${keys} keys destroyed`);
  return [...table, voice.say(kept), voice.say(end)].join('\n');
}
