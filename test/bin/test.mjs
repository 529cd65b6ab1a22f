#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root, say } from '../../gateway/bin/prepare.mjs';

// `npm test`: everything a fresh clone needs, then jest with whatever was passed on. `--ci` also writes what jest counted to JEST_REPORT (default
// .maplebridge/jest.json), for .ci/run.
await prepare('all');
const given = process.argv.slice(2);
const isCi = given.includes('--ci');
const passed = given.filter((word) => word !== '--ci');
const report = ['--ci', '--json', `--outputFile=${process.env.JEST_REPORT ?? join(root, '.maplebridge', 'jest.json')}`];
say('running the tests against a real PostgreSQL');
const jest = spawn(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...(isCi ? report : []), ...passed], {
  cwd: root,
  // With --json jest would print its report once more.
  stdio: ['inherit', isCi ? 'ignore' : 'inherit', 'inherit'],
});
// Ctrl-C reaches jest too; it then stops its database itself, and we only wait.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.once('exit', (code) => process.exit(code ?? 1));
