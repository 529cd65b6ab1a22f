#!/usr/bin/env node
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { prepare, root, say } from './prepare.mjs';

// `npm run matrix` writes docs/matrix; `npm run matrix -- --check` fails when what is checked in says something else.
await prepare();
const folder = join(root, 'docs', 'matrix');
const plugins = ['medical-disputes', 'night-market-disputes', 'business-environment', 'community-disputes'];

const require = createRequire(join(root, 'gateway', 'package.json'));
require('reflect-metadata');
const { accessMatrix, composeSchema } = require('@maplebridge/graph');
const { withCapabilities } = require('@maplebridge/gateway');
const jurisdictions = withCapabilities(plugins.map((name) => require(`@maplebridge/${name}`).jurisdiction));
const { schema } = composeSchema(jurisdictions, { isDevelopment: false });

await mkdir(folder, { recursive: true });
const files = new Map();
for (const [name, text] of accessMatrix(schema, jurisdictions)) {
  files.set(name, await format(text, { ...(await resolveConfig(join(folder, name))), parser: 'markdown' }));
}
const isCheck = process.argv.includes('--check');
const present = await readdir(folder);
for (const name of present.filter((one) => !files.has(one))) complain(name, 'is of no jurisdiction that is loaded');
for (const [name, text] of files) {
  if (!isCheck) await writeFile(join(folder, name), text);
  else if ((await readFile(join(folder, name), 'utf8').catch(() => '')) !== text) complain(name, 'differs from what the code declares');
}

function complain(name, what) {
  say(`docs/matrix/${name} ${what}. Run "npm run matrix", read the difference, and commit it together with the change that made it.`);
  process.exitCode = 1;
}
