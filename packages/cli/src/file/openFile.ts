import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The file cannot be read as what it has to be; the message says what would work. Nothing of it was written. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

export interface OpenedFile {
  /** What the file says, unpacked. */
  readonly bytes: Readable;
  /** Bytes of the file itself, packed or not; null for what has no size, a pipe. */
  readonly size: number | null;
  /** Bytes of the file read so far. */
  readonly read: () => number;
  close(): void;
}

/** Opens a file for reading as it stands. What it is, is told by its first bytes and never by its name. */
export async function openFile(path: string): Promise<OpenedFile> {
  const { head, size } = await look(path);
  const isPacked = starts(head, 0x1f, 0x8b);
  if (!isPacked) refuseForeign(path, head);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const bytes = isPacked ? unpacked(path, file) : file;
  return {
    bytes,
    size,
    read: () => file.bytesRead,
    close: () => {
      file.destroy();
      bytes.destroy();
    },
  };
}

async function look(path: string): Promise<{ head: Buffer; size: number | null }> {
  try {
    const handle = await open(path);
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) throw new FileRefused(`${path} is a folder; name a file.`);
      if (!stat.isFile())
        throw new FileRefused(`${path} is no regular file: an import that is resumed reads it again, which a pipe does not allow.`);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return { head: buffer.subarray(0, bytesRead), size: stat.size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`); // fs throws nothing else
  }
}

const starts = (head: Buffer, ...bytes: readonly number[]): boolean => bytes.every((byte, nth) => head[nth] === byte);

function refuseForeign(path: string, head: Buffer): void {
  if (head.length === 0) throw new FileRefused(`${path} is empty; its first line has to name the columns.`);
  if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff))
    throw new FileRefused(`${path} is in UTF-16; only UTF-8 is read. Convert it: iconv -f UTF-16 -t UTF-8 ${path} > utf8.csv`);
  if (starts(head, 0x50, 0x4b))
    throw new FileRefused(`${path} is a ZIP archive or a spreadsheet. Unpack it, or save the sheet as CSV UTF-8; gzip is read as it is.`);
  if (head.includes(0)) throw new FileRefused(`${path} is no text (it has zero bytes); only CSV in UTF-8 is read, plain or gzip.`);
}

function unpacked(path: string, file: Readable): Readable {
  const gunzip = createGunzip();
  file.once('error', (error) => gunzip.destroy(error));
  gunzip.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code?.startsWith('Z_'))
      error.message = `${path} is damaged: its gzip ends or breaks off too early (${error.code}). Fetch it again.`;
  });
  return file.pipe(gunzip);
}
