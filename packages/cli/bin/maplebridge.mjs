#!/usr/bin/env node
import { existsSync } from 'node:fs';

// Checked in, so that npm finds it when it links commands, before anything was built. In a clone it builds what is not current.
const prepareFile = new URL('../../../gateway/bin/prepare.mjs', import.meta.url);
if (existsSync(prepareFile)) {
  const { prepare } = await import(prepareFile.href);
  await prepare();
}
await import(new URL('../dist/main.js', import.meta.url).href);
