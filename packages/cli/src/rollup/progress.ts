import { label, type Label } from '@maplebridge/contract';
import type { Voice } from '../shell/voice';
import { SingleBar } from 'cli-progress';
import type { RebuildProgress } from './rebuild';

const format = '{bar} {percentage}%  {value}/{total} entries  ETA {eta_formatted}';
const millisecondsBetweenLines = 2_000;

/** A bar on a terminal; a line now and then for logs and scripts. All on stderr but the lines for scripts. */
export function rebuildProgress(voice: Voice, done: Label = counted): RebuildProgress {
  return process.stderr.isTTY && !voice.isJson ? bar() : lines(voice, done);
}

const counted = label('已统计', 'counted');

function bar(): RebuildProgress {
  const one = new SingleBar({
    format,
    hideCursor: true,
    stopOnComplete: false,
    clearOnComplete: true,
    stream: process.stderr,
    barsize: 30,
  });
  return {
    begin: (entries) => one.start(Math.max(1, entries), 0),
    reached: (entries) => {
      if (entries > one.getTotal()) one.setTotal(entries);
      one.update(entries);
    },
    end: () => one.stop(),
  };
}

function lines(voice: Voice, done: Label): RebuildProgress {
  let total = 0;
  let told = performance.now();
  return {
    begin: (entries) => {
      total = entries;
    },
    reached: (entries) => {
      if (performance.now() - told < millisecondsBetweenLines) return;
      told = performance.now();
      total = Math.max(total, entries);
      if (voice.isJson) voice.answer({ event: 'progress', entries, total }, '');
      else voice.note(voice.say({ 'zh-CN': `${done['zh-CN']} ${entries}/${total} 条`, en: `${entries} of ${total} entries ${done.en}` }));
    },
    end: () => undefined,
  };
}
