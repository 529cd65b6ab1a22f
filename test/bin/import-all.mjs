#!/usr/bin/env node
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepare, root } from '../../gateway/bin/prepare.mjs';

// Imports all of the real casework into a scratch database, compares the figures with those of its description, exactly, and seals and verifies it.
const file = resolve(process.env.CASEWORK_FILE ?? join(root, '..', 'shared', 'data', 'nyc-casework-2015-2019.csv.gz'));
const expected = {
  rows: 233_331,
  cases: 227_076,
  rejected: 6_162,
  duplicates: 93,
  plugins: [
    { plugin: 'business-environment', rows: 5_848, closed: 5_786, closedWithin3Days: 2_362 },
    { plugin: 'community-disputes', rows: 212_948, closed: 211_405, closedWithin3Days: 89_498 },
    { plugin: 'medical-disputes', rows: 4_671, closed: 4_616, closedWithin3Days: 1_772 },
    { plugin: 'night-market-disputes', rows: 3_609, closed: 3_474, closedWithin3Days: 836 },
  ],
};

if (!existsSync(file)) {
  console.log(`skipped: no real casework at ${file} (CASEWORK_FILE).`);
  process.exit(0);
}
await prepare();
const folder = mkdtempSync(join(tmpdir(), 'maplebridge-import-all-'));
chmodSync(folder, 0o755); // else the unprivileged user that runs PostgreSQL for root would keep its data elsewhere
// The embedded PostgreSQL of a folder that is thrown away: neither the clone's data nor anybody's database is touched.
const env = { ...process.env, DATABASE_URL: '', DATABASE_ADMIN_URL: '' };
const mapping = join(root, 'packages', 'cli', 'mappings', 'nyc-casework.json');

function run(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'packages', 'cli', 'dist', 'main.js'), ...words, '--json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...env, MAPLEBRIDGE_HOME: folder },
  });
  if (status === 0) return JSON.parse(stdout.trimEnd().split('\n').at(-1));
  throw new Error(`maplebridge ${words[0]} ended with ${status}:\n${stderr}`);
}

const importAll = () => run('import', file, '--mapping', mapping, '--rejected', join(folder, 'rejected.csv'));

/** Every entry that the import wrote gets its leaf, and is what its leaf says. */
function sealAndVerify() {
  const sealed = run('audit', 'seal');
  const verified = run('audit', 'verify');
  if (!verified.isSound || verified.sealed !== sealed.size || sealed.size < expected.cases || verified.unsealed.records !== 0)
    throw new Error(`sealed ${JSON.stringify(sealed)}\nverified ${JSON.stringify(verified)}`);
  console.log(`${verified.sealed} records sealed and verified`);
}

function compare(report, more) {
  const wanted = { ...expected, ...more };
  const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, report[name]]));
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(`wanted ${JSON.stringify(wanted)}\nfound  ${JSON.stringify(found)}`);
  console.log(`${report.cases} cases: ${report.written} written, ${report.alreadyThere} there already; ${report.rowsPerSecond} rows/s`);
}

try {
  compare(importAll(), { written: expected.cases, alreadyThere: 0 });
  sealAndVerify();
  compare(importAll(), { written: 0, alreadyThere: expected.cases });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
