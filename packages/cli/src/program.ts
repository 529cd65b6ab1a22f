import type { Language } from '@maplebridge/contract';
import { Command, Option } from 'commander';
import { addAudit } from './commands/audit';
import { addCalendar } from './commands/calendar';
import { addDoctor } from './commands/doctor';
import { addImport } from './commands/import';
import { addKeys } from './commands/keys';
import { addMigrate } from './commands/migrate';
import { addPolicy } from './commands/policy';
import { addPrivacy } from './commands/privacy';
import { addRights } from './commands/rights';
import { addRollup } from './commands/rollup';
import { addSessions } from './commands/sessions';
import { addTokens } from './commands/tokens';
import { addUnits } from './commands/units';
import { failureOf } from './shell/failure';
import { openVoice, type VoiceOptions } from './shell/voice';

const languages: readonly Language[] = ['zh-CN', 'en'];

const exits = `
Exit codes: 0 done · 1 failed · 2 wrong usage · 78 wrong configuration or mapping
Database:   --database or DATABASE_URL (with DATABASE_ADMIN_URL to migrate), else the embedded PostgreSQL of this clone
退出码：0 完成 · 1 失败 · 2 用法错误 · 78 配置或映射有误
数据库：--database 或 DATABASE_URL（迁移另需 DATABASE_ADMIN_URL），否则使用本目录的内置 PostgreSQL`;

export function buildProgram(): Command {
  const program = new Command('maplebridge')
    .description(
      'Operates a Maplebridge database: migrate, units, rights, tokens, policy, calendars, import, rollups, audit, keys, privacy. 枫桥平台管理命令。',
    )
    .option('--database <url>', 'run-time login of a PostgreSQL, over DATABASE_URL')
    .option('--json', 'answer in JSON lines, for scripts')
    .addOption(new Option('--lang <language>', 'language of messages; default by LANG').choices(languages))
    .addHelpText('after', exits)
    .showHelpAfterError('(maplebridge --help shows what there is)')
    .exitOverride();
  for (const add of [
    addMigrate,
    addUnits,
    addRights,
    addTokens,
    addSessions,
    addPolicy,
    addCalendar,
    addImport,
    addRollup,
    addAudit,
    addKeys,
    addPrivacy,
    addDoctor,
  ])
    add(program);
  return program;
}

/** Runs one command line; its exit code. Never throws, and never ends the process: everything opened is closed first. */
export async function run(argv: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    const options = program.opts<VoiceOptions>();
    const voice = openVoice(options, process.env);
    const { exitCode, message } = failureOf(error, voice.language);
    if (message !== '') process.stderr.write(`${voice.isJson ? JSON.stringify({ event: 'failed', exitCode, message }) : message}\n`);
    return exitCode;
  }
}
