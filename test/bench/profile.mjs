#!/usr/bin/env node
import { prepare, say } from '../../gateway/bin/prepare.mjs';
import { installContestants } from './install.mjs';

// `npm run profile -- W1 [CASES]`: a flame graph of the gateway under one workload, in .maplebridge/profile.
const [name = 'W1', cases = '20000'] = process.argv.slice(2);
await prepare();
await installContestants(say);
const { profile } = await import('./profile/profile.mjs');
await profile({ name, cases: Number(cases), say });
