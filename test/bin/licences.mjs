#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare, root } from '../../gateway/bin/prepare.mjs';

// `npm run licences`: what is shipped is under licences of test/licences/allowed.json, and every dependency of ours has its sentence.
await prepare('all');
const { main } = createRequire(import.meta.url)(join(root, 'test', 'dist', 'licences', 'main.js'));
process.exitCode = main(root);
