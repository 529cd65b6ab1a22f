import 'reflect-metadata';
import { resolve } from 'node:path';
import { isRefusal } from '@maplebridge/contract';
import { CompositionMistakes } from '@maplebridge/graph';
import { EmbeddedPostgresRefused, MigrationRefused } from '@maplebridge/storage';
import { MasterKeyUnknown } from './compose/masterKey';
import { NotDurable } from './compose/durability';
import { NotMigrated } from './compose/store';
import { ConfigMistakes, configExitCode } from './config/mistakes';
import { readConfig, type Config } from './config/readConfig';
import { demoPeople } from './demo/people';
import { openGateway, type Gateway } from './openGateway';
import { openLog } from './log';
import { loadPlugins, PluginMistakes } from './plugins';
import { screen } from './screen';

/** `npm start`: reads, opens, shows one screen, and stops in order at the first signal. */
async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const config = readConfig(process.env, process.argv.slice(2));
  const root = resolve(__dirname, '..', '..');
  const plugins = await loadPlugins({ configFile: config.configFile, home: config.home, root });
  const stopping = new AbortController();
  const opening = openGateway({ config, ...plugins, log: openLog(config.logLevel), say, signal: stopping.signal });
  const showing = opening.then(async (gateway) => say(await screenOf(gateway, config)));
  await Promise.race([stopOnSignals(opening, stopping), showing]);
}

/** Resolves at the first signal, even in the middle of a start. A second one changes nothing; a stop that hangs is cut after five seconds. */
const stopOnSignals = (opening: Promise<Gateway>, stopping: AbortController): Promise<void> =>
  new Promise((asked) => {
    const stop = (): void => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      asked();
      setTimeout(() => process.exit(1), 5_000).unref();
      opening
        .then((gateway) => gateway.close())
        .then(
          () => process.exit(0),
          (error: unknown) => (isStopped(error) ? process.exit(0) : fail(error)),
        );
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });

/** A start that was given up because of the signal has closed what it had opened. */
const isStopped = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

async function screenOf({ doors, issuer, store, platform, warnings }: Gateway, config: Config): Promise<string> {
  const [counted] = await platform.database.query<{ cases: string }>(
    `select greatest(reltuples, 0)::bigint as cases from pg_class where oid = 'core."case"'::regclass`,
  );
  const tokens =
    issuer && config.demo
      ? await Promise.all(demoPeople.map(async (one) => ({ role: one.role, who: one.subject, token: await issuer.token(one.subject) })))
      : [];
  return screen({
    url: doors.url,
    hasGraphiql: doors.hasGraphiql,
    database: store,
    home: resolve(config.home),
    tokens,
    jurisdictions: platform.jurisdictions.map((one) => one.name),
    cases: Number(counted?.cases ?? 0) || undefined,
    nextSteps: [
      'Paste a token into GraphiQL and run its first query. 把令牌粘贴到 GraphiQL，运行第一个查询。',
      'npx maplebridge import FILE --mapping MAP   imports real casework while this runs.',
      'docs/plugin-guide.md: a plugin of your own, by configuration alone.',
    ],
    warnings,
  });
}

/** What a person can put right is told in full, without a stack. */
const isForPeople = (error: unknown): error is Error =>
  isRefusal(error) ||
  [
    ConfigMistakes,
    PluginMistakes,
    CompositionMistakes,
    EmbeddedPostgresRefused,
    MasterKeyUnknown,
    MigrationRefused,
    NotDurable,
    NotMigrated,
  ].some((kind) => error instanceof kind);

const isConfiguration = (error: unknown): boolean =>
  [ConfigMistakes, PluginMistakes, CompositionMistakes].some((kind) => error instanceof kind);

function fail(error: unknown): never {
  const text = isForPeople(error) ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(isConfiguration(error) ? configExitCode : 1);
}

main().catch(fail);
