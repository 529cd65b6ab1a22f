import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rowsNotRun } from './rows/notRun';
import { runAll } from './run';
import { summary, table } from './table';
import { openWorld } from './world';

/** `npm run attacks [-- --row A033] [--json]`: the exit code is 1 when an answer was not the expected one, or no row was run. */
export async function main(argv: readonly string[], folder: string): Promise<number> {
  const { values } = parseArgs({ args: [...argv], options: { row: { type: 'string' }, json: { type: 'boolean', default: false } } });
  const world = await openWorld();
  try {
    const outcomes = await runAll(world, values.row ?? null, (line) => void process.stderr.write(`attacks: ${line}\n`));
    const notRun = rowsNotRun.filter(({ row }) => values.row === undefined || row === values.row);
    const report = table(outcomes, notRun);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'attacks.md'), report);
    process.stdout.write(values.json ? `${JSON.stringify({ outcomes, notRun })}\n` : `${report}\n${summary(outcomes, notRun)}\n`);
    const isWell = outcomes.length > 0 && outcomes.every(({ isAsExpected }) => isAsExpected);
    return isWell ? 0 : 1;
  } finally {
    await world.close();
  }
}
