import { isRefusal, type Language } from '@maplebridge/contract';
import { ConfigMistakes, PluginMistakes, SealingRefused } from '@maplebridge/gateway';
import { RebuildOvertaken } from '@maplebridge/metrics';
import { MasterKeyMissing, MigrationRefused } from '@maplebridge/storage';
import { CommanderError, InvalidArgumentError } from 'commander';
import { AuditorRefused } from '../audit/openAuditor';
import { FileRefused } from '../file/openFile';
import { ImportStopped } from '../importing/importFile';
import { MappingMistakes } from '../mapping/readMapping';
import { KeeperRefused } from '../privacy/openKeeper';
import { RebuildStopped } from '../rollup/rebuild';
import { TableMistakes } from '../registry/readTable';
import { exitCodes } from './exitCodes';

export interface Failure {
  readonly exitCode: number;
  /** Empty when the person has been told already. */
  readonly message: string;
}

/** The person, or the script, has read in the answer what is wrong. */
export class AlreadyTold extends Error {
  override readonly name = 'AlreadyTold';
}

const configuration = [ConfigMistakes, PluginMistakes, MappingMistakes, AuditorRefused, KeeperRefused];
const named = new Set(['EmbeddedPostgresRefused', 'NotMigrated']);

/** What a person can put right is told in full and without a stack; the rest is a bug and keeps its stack. */
export function failureOf(error: unknown, language: Language): Failure {
  if (error instanceof InvalidArgumentError) return { exitCode: exitCodes.usage, message: error.message };
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.usage, message: '' };
  if (error instanceof AlreadyTold) return { exitCode: exitCodes.failed, message: '' };
  if (configuration.some((kind) => error instanceof kind)) return { exitCode: exitCodes.configuration, message: messageOf(error) };
  return { exitCode: exitCodes.failed, message: isRefusal(error) ? error.say(language) : sentence(error) };
}

const forPeople = [
  FileRefused,
  MasterKeyMissing,
  SealingRefused,
  TableMistakes,
  MigrationRefused,
  ImportStopped,
  RebuildStopped,
  RebuildOvertaken,
];

function sentence(error: unknown): string {
  if (forPeople.some((kind) => error instanceof kind) || (error instanceof Error && named.has(error.name))) return messageOf(error);
  if (error instanceof DOMException && error.name === 'AbortError') return stopped;
  const refused = connectionRefused(error);
  return refused ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** After a signal (`openStop`): what is done is done, and nothing is half done. */
const stopped = 'Stopped. What is done stays done; the same command does the rest. 已停止；已完成的部分有效，再次运行将继续其余部分。';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const connectionCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '28P01', '28000', '3D000'];

/** The database was not reached, or did not let us in. */
function connectionRefused(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!connectionCodes.includes(code)) return null;
  return `The database cannot be opened (${code}): ${messageOf(error)}. Correct DATABASE_URL or --database, or leave both out for the embedded PostgreSQL.`;
}
