import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { csvLine } from './csvCell';

/** The rows that became no case, written as they are met: line, what it was, key, reason, detail. Never the row itself, which may name people. */
export interface RejectedFile {
  readonly path: string;
  add(row: {
    readonly line: number;
    readonly fate: 'rejected' | 'duplicate';
    readonly key: string;
    readonly reason: string;
    readonly detail: string;
  }): Promise<void>;
  close(): Promise<void>;
}

export async function openRejectedFile(path: string): Promise<RejectedFile> {
  const stream = createWriteStream(path, { mode: 0o600 });
  await once(stream, 'open');
  const trouble: { error?: Error } = {};
  stream.on('error', (error) => (trouble.error = error));
  stream.write(`\uFEFF${csvLine(['line', 'fate', 'key', 'reason', 'detail'])}`);
  return {
    path,
    add: async ({ line, fate, key, reason, detail }) => {
      if (trouble.error) throw trouble.error;
      if (!stream.write(csvLine([line, fate, key, reason, detail]))) await once(stream, 'drain');
    },
    close: async () => {
      stream.end();
      await finished(stream);
    },
  };
}
