#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

// `npm start`: one process from here on, so that signals reach the gateway without a messenger.
await prepare();
await import(pathToFileURL(join(root, 'gateway', 'dist', 'main.js')).href);
