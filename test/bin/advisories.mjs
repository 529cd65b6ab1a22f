#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare, root } from '../../gateway/bin/prepare.mjs';

// `npm run advisories`: asks the registry for known weaknesses of what production installs. Fails on high and critical ones; a registry that does
// not answer is told and fails nothing, so that CI works offline.
await prepare('all');
const { judgeAnswer } = createRequire(import.meta.url)(join(root, 'test', 'dist', 'licences', 'advisories.js'));
const words = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
const { stdout } = spawnSync('npm', words, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
const { isWell, says } = judgeAnswer(stdout ?? '');
process.stdout.write(`${says.join('\n')}\n`);
process.exitCode = isWell ? 0 : 1;
