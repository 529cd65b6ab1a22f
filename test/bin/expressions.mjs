#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare, root } from '../../gateway/bin/prepare.mjs';

// `npm run expressions`: every regular expression that is shipped, checked for backtracking that a text can make endless. Folders may be
// given, so that whoever writes a plugin elsewhere can check theirs.
await prepare('all');
const { main } = createRequire(import.meta.url)(join(root, 'test', 'dist', 'expressions', 'main.js'));
process.exitCode = main(process.argv.slice(2), root);
