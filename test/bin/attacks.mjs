#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare, root } from '../../gateway/bin/prepare.mjs';

// `npm run attacks`: every row of the attack list against a gateway in production mode, with a PostgreSQL (TEST_DATABASE_URL or the
// embedded one) and an OpenID provider of its own.
await prepare('all');
const require = createRequire(import.meta.url);
require('../logs/keep.cjs');
await require('./globalSetup.cjs')();
try {
  const { main } = require(join(root, 'test', 'dist', 'attackList', 'main.js'));
  process.exitCode = await main(process.argv.slice(2), join(root, '.maplebridge', 'reports'));
} finally {
  await require('./globalTeardown.cjs')();
}
