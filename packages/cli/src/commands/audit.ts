import { readFileSync, writeFileSync } from 'node:fs';
import { makeKeys } from '@maplebridge/audit';
import { label } from '@maplebridge/contract';
import { seal, sealingOf } from '@maplebridge/gateway';
import { unsealedEntries } from '@maplebridge/storage';
import { InvalidArgumentError, type Command } from 'commander';
import { AuditorRefused, keysOfFile, openAuditor, type Auditor, type AuditorOptions } from '../audit/openAuditor';
import { isProven, proveRecord, readProof } from '../audit/proof';
import { sayFinding, sayVerdict } from '../audit/sayVerdict';
import { verify } from '../audit/verify';
import { FileRefused } from '../file/openFile';
import { rebuildProgress } from '../rollup/progress';
import { AlreadyTold } from '../shell/failure';
import { inPlace, voiceOf, type SharedOptions, type Work } from '../shell/run';
import { openStop } from '../shell/stop';
import type { Voice } from '../shell/voice';

const publicKeyOption = ['--public-key <file...>', 'whose signatures count; PEM, one key or several. 公钥文件'] as const;
const checkpointsOption = ['--checkpoints <folder>', 'where checkpoints were written to, over AUDIT_CHECKPOINTS. 检查点目录'] as const;

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('seal ledger and access log, and verify what was sealed. 封存与核验');
  audit
    .command('keygen <file>')
    .description('make an Ed25519 key: FILE for AUDIT_SIGNING_KEY_FILE, FILE.pub for whoever verifies. 生成签名密钥')
    .action(function (this: Command, file: string) {
      keygen(voiceOf(this), file);
    });
  audit
    .command('seal')
    .description('seal everything up to now, beside gateways that run. 立即封存')
    .action(function (this: Command) {
      return inPlace(this, true, sealAll);
    });
  audit
    .command('verify')
    .description('find the first record that is not as it was sealed; exit code 1 when there is one. 核验')
    .option(...checkpointsOption)
    .option(...publicKeyOption)
    .option('--since <date>', 'take what was sealed before by its leaves alone. 只逐条核对此后的记录', instant)
    .action(function (this: Command) {
      return asAuditor<{ since?: Date }>(this, verifyAll);
    });
  audit
    .command('proof <id>')
    .description('a proof that the entry, or the access record, of this id is in the log. 生成存在证明')
    .option(...publicKeyOption)
    .action(function (this: Command, id: string) {
      return asAuditor(this, (auditor, voice) => prove(auditor, voice, id));
    });
  audit
    .command('check <file>')
    .description('check a proof without any database; exit code 1 when it shows nothing. 核对存在证明')
    .requiredOption(...publicKeyOption)
    .action(function (this: Command, file: string) {
      check(voiceOf(this), file, this.opts<{ publicKey: readonly string[] }>().publicKey);
    });
}

function instant(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError(`"${text}" is no instant. What would work: 2026-11-25 or 2026-11-25T13:00:00+08:00.`);
}

function keygen(voice: Voice, file: string): void {
  const { privatePem, publicPem } = makeKeys();
  writeKey(file, privatePem, 0o600);
  writeKey(`${file}.pub`, publicPem, 0o644);
  const text = label(
    `已写入 ${file}（私钥，经 AUDIT_SIGNING_KEY_FILE 交给每个网关）和 ${file}.pub（公钥，交给核验者，不要与检查点放在一起）。`,
    `Wrote ${file} (private: every gateway gets it by AUDIT_SIGNING_KEY_FILE) and ${file}.pub (public: give it to whoever verifies, apart from the checkpoints).`,
  );
  voice.answer({ event: 'keyMade', file, publicFile: `${file}.pub` }, voice.say(text));
}

/** Never over a file that is there: it may be the only copy of a key. */
function writeKey(file: string, pem: string, mode: number): void {
  try {
    writeFileSync(file, pem, { mode, flag: 'wx' });
  } catch (error) {
    throw new FileRefused(`${file} cannot be written: ${messageOf(error)}. What would work: a name that is not taken yet.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new FileRefused(`${file} cannot be read: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const sealAll: Work<object> = async ({ place: { config, database }, voice }) => {
  const sealing = await sealingOf(config);
  if (!sealing) throw new AuditorRefused(noSigningKey, voice);
  const [stop, progress] = [openStop(), rebuildProgress(voice, label('已封存', 'sealed'))];
  progress.begin(await unsealedEntries(database.query));
  const sealed = await seal({
    ...sealing,
    database,
    reason: 'asked',
    reached: (records) => progress.reached(records),
    signal: stop.signal,
  }).finally(() => {
    progress.end();
    stop.close();
  });
  if (!sealed) throw new AlreadyTold('stopped before the checkpoint');
  const { records, written, isNew, checkpoint } = sealed;
  const text = label(
    `封存了 ${records} 条记录；第 ${checkpoint.number} 号检查点${isNew ? '' : '（已有）'}共 ${checkpoint.size} 条；向目录写入 ${written} 个检查点。`,
    `${records} records sealed; ${isNew ? 'new checkpoint' : 'checkpoint'} ${checkpoint.number} is over ${checkpoint.size}; ${written} checkpoints written to the folder.`,
  );
  const told = { records, written, isNew, checkpoint: checkpoint.number, size: checkpoint.size, folder: sealing.folder };
  voice.answer({ event: 'sealed', ...told }, voice.say(text));
};

const noSigningKey = label(
  '未设置 AUDIT_SIGNING_KEY，无法签署：maplebridge audit keygen FILE 可生成密钥，再以 AUDIT_SIGNING_KEY_FILE=FILE 提供。',
  'AUDIT_SIGNING_KEY is not set, so nothing can be signed: maplebridge audit keygen FILE makes a key; name it with AUDIT_SIGNING_KEY_FILE=FILE.',
);

async function asAuditor<Options extends object>(
  command: Command,
  work: (auditor: Auditor, voice: Voice, options: Options) => Promise<void>,
): Promise<void> {
  const [voice, options] = [voiceOf(command), command.optsWithGlobals<Options & AuditorOptions & SharedOptions>()];
  const auditor = await openAuditor(options, voice);
  try {
    await work(auditor, voice, options);
  } finally {
    await auditor.close();
  }
}

async function verifyAll(auditor: Auditor, voice: Voice, { since }: { readonly since?: Date }): Promise<void> {
  const progress = rebuildProgress(voice, label('已核对', 'verified'));
  const verdict = await verify({ ...auditor, progress, ...(since ? { since } : {}) });
  const { bad, ...rest } = verdict;
  const lines = sayVerdict(verdict).map(voice.say);
  if (auditor.keysFrom === 'folder') lines.push(voice.say(ownWitness));
  const finding = bad && { ...bad, says: voice.say(sayFinding(bad)) };
  voice.answer({ event: 'auditVerified', isSound: bad === null, bad: finding, keysFrom: auditor.keysFrom, ...rest }, lines.join('\n'));
  if (bad) throw new AlreadyTold();
}

const ownWitness = label(
  '公钥取自检查点目录本身：能改动该目录的人也能换掉公钥。请用 --public-key 指定另行保存的公钥。',
  'The public key was taken from the folder of checkpoints: whoever can change the ones can change the other. Name a key that is kept elsewhere with --public-key.',
);

async function prove({ database }: Auditor, voice: Voice, id: string): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw new InvalidArgumentError(`"${id}" is no id of an entry: a UUID would work.`);
  const proof = await proveRecord(database, id);
  if (proof) return voice.answer(proof, JSON.stringify(proof, null, 2));
  const text = label(`${id} 不存在，或还没有签署过的检查点。`, `${id} is not there, or is under no checkpoint yet.`);
  voice.answer({ event: 'notProven', id }, voice.say(text));
  throw new AlreadyTold();
}

function check(voice: Voice, file: string, publicKeys: readonly string[]): void {
  const proof = readProof(readText(file));
  const isTrue = proof !== null && isProven(proof, publicKeys.flatMap(keysOfFile));
  const text = isTrue
    ? label('证明成立：该记录在已签署的日志中。', 'Proven: this very record is in the log that was signed.')
    : label(
        '证明不成立：文件、记录或签名与所给公钥不符。',
        'Not proven: the file, the record or the signature does not fit the keys that were named.',
      );
  voice.answer({ event: 'proofChecked', isProven: isTrue }, voice.say(text));
  if (!isTrue) throw new AlreadyTold();
}
