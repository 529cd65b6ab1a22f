import { basename } from 'node:path';
import type { Command } from 'commander';
import { importFile } from '../importing/importFile';
import { progressBar, progressLines, type Progress } from '../importing/progress';
import { reportText } from '../importing/reportText';
import { inPlace } from '../shell/run';
import { openStop } from '../shell/stop';
import type { Voice } from '../shell/voice';
import { lawOf } from '../store/openPlace';

interface ImportOptions {
  readonly mapping: string;
  readonly rejected?: string;
  readonly dryRun?: boolean;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'CSV in UTF-8, plain or gzip')
    .requiredOption('--mapping <map>', 'what the columns mean; see docs/import.md')
    .option('--rejected <file>', 'where rows go that become no case; default: the name of the file with .rejected.csv, in this folder')
    .option('--dry-run', 'judge every row and write nothing')
    .description('import cases; stopped or killed, the same command goes on from there. 导入历史案件')
    .action((file: string, _options: object, command: Command) =>
      inPlace<ImportOptions>(command, true, async ({ place, voice, options }) => {
        const rejected = options.rejected ?? `${basename(file)}.rejected.csv`;
        const stop = openStop();
        try {
          const report = await importFile({
            file,
            mapping: options.mapping,
            rejected,
            isRehearsal: options.dryRun === true,
            jurisdictions: place.jurisdictions,
            platform: await lawOf(place),
            url: place.store.url,
            progress: progressFor(voice),
            signal: stop.signal,
          });
          voice.answer(
            { event: 'imported', ...report, rowsPerSecond: Math.round(report.rows / report.seconds) },
            reportText(report, voice.language),
          );
        } finally {
          stop.close();
        }
      }),
    );
}

const secondsBetweenLines = 5;

function progressFor(voice: Voice): Progress {
  if (voice.isJson)
    return progressLines(
      ({ figures: { rows, cases, rejected, duplicates }, bytes, size, rowsPerSecond }) =>
        voice.answer({ event: 'progress', rows, cases, rejected, duplicates, bytes, size, rowsPerSecond }, ''),
      1_000,
    );
  if (process.stderr.isTTY) return progressBar();
  return progressLines(({ figures, bytes, size, rowsPerSecond }) => {
    const share = size ? `${Math.floor((100 * bytes) / size)} %` : '';
    voice.note(
      voice.say({
        'zh-CN': `${figures.rows} 行 ${share}，每秒 ${rowsPerSecond} 行`,
        en: `${figures.rows} rows ${share}, ${rowsPerSecond} rows/s`,
      }),
    );
  }, secondsBetweenLines * 1_000);
}
