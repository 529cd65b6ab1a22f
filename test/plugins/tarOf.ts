import { gzipSync } from 'node:zlib';

export interface TarEntry {
  readonly path: string;
  readonly bytes?: string | Buffer;
  /** As the format says: `0` a file (the default), `1` a hard link, `2` a symbolic link, `5` a folder. */
  readonly type?: '0' | '1' | '2' | '5';
  readonly linksTo?: string;
}

/** A tar written by hand, because no packer writes what has to be refused here. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const bytes = Buffer.from(entry.bytes ?? '');
    return [header(entry, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export const tgzOf = (...entries: readonly TarEntry[]): Buffer => gzipSync(tarOf(entries));

function header({ path, type = '0', linksTo = '' }: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(path, 0, 100);
  block.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12) + ' '.repeat(8) + type + linksTo, 100);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(
    octal(
      block.reduce((sum, byte) => sum + byte, 0),
      8,
    ),
    148,
  );
  return block;
}
