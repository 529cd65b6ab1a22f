import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const lock = join(here, 'package-lock.json');
const mark = join(here, 'node_modules', '.maplebridge-lock');

/** Exactly what the benchmark's own lock file names, on the first use and whenever it changed. */
export async function installContestants(say) {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  say('installing what is measured against (npm ci --prefix test/bench)');
  const child = spawn('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm ci --prefix test/bench ended with ${code}.`);
  writeFileSync(mark, hash);
}
