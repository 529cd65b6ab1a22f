import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashLength } from '@maplebridge/audit';
import { label } from '@maplebridge/contract';
import { systemCode } from '../systemCode';
import { SealingRefused } from './refused';

const ending = '.checkpoint';

export const checkpointName = (number: number): string => `${String(number).padStart(12, '0')}${ending}`;

export const leavesName = (number: number): string => `${String(number).padStart(12, '0')}.leaves`;

/**
 * Writes a file once: whole and on the disk, or not at all. Several gateways may write the same one; what is there with other content is
 * never overwritten, and refused. Answers whether it was new.
 */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  const isNew = await writeNew(path, [Buffer.from(text)]);
  if (!isNew && (await readFile(path, 'utf8')) !== text) throw differs(path);
  return isNew;
}

/** As `writeOnce`, of what is too much to be held at once and is compared by whoever reads it. */
export async function writeNew(path: string, parts: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.draft`;
  const file = await open(draft, 'wx', 0o644);
  try {
    for await (const part of parts) await file.writeFile(part);
    await file.sync();
    await link(draft, path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await file.close();
    await unlink(draft);
  }
  await syncFolder(dirname(path));
  return true;
}

/** The name of a file is durable when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const differs = (path: string): SealingRefused =>
  new SealingRefused(
    label(
      `${path} 与数据库中的检查点不一致：数据库或该目录被改动过，或数据库由较早的备份恢复。请运行 maplebridge audit verify；恢复备份后请换用新的 AUDIT_CHECKPOINTS 目录，并保留原目录。`,
      `${path} is not the checkpoint that the database has: one of the two was changed, or the database comes from an older backup. Run maplebridge audit verify; after a restore name a new folder in AUDIT_CHECKPOINTS and keep this one.`,
    ),
  );

/** Numbers of the checkpoints in the folder, ascending; none when there is no folder yet. */
export async function numbersIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => (/^\d{12}\.checkpoint$/.test(name) ? [Number(name.slice(0, -ending.length))] : [])).sort((a, b) => a - b);
}

export const readNote = (folder: string, number: number): Promise<string> => readFile(join(folder, checkpointName(number)), 'utf8');

/** Every public key that stands in the folder, one PEM after another. */
export async function keysIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pem'));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

/** Hashes of the leaves that came with a checkpoint, from the first one before which `skip` of them stand; null when the file is not there. */
export async function readLeaves(path: string, skip: number, count: number): Promise<Buffer | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (!file) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count * hashLength), 0, count * hashLength, skip * hashLength);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
