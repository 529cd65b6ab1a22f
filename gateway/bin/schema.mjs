#!/usr/bin/env node
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { prepare, root, say } from './prepare.mjs';

// `npm run schema` writes schema.graphql, and schema.public.graphql for gateways with SURFACE=public; `npm run schema -- --check` fails when
// a file that is checked in says something else, when something in it has no description, or when a rule of eslint.config.mjs is broken.
await prepare();
const files = { 'schema.graphql': false, 'schema.public.graphql': true };
const plugins = ['medical-disputes', 'night-market-disputes', 'business-environment', 'community-disputes'];
const isCheck = process.argv.includes('--check');

const require = createRequire(join(root, 'gateway', 'package.json'));
require('reflect-metadata');
const { composeSchema, descriptionMistakes, printedSchema } = require('@maplebridge/graph');
const { withCapabilities } = require('@maplebridge/gateway');

for (const [name, forResidents] of Object.entries(files)) {
  const { printed, mistakes } = compose(forResidents);
  if (isCheck) mistakes.push(...difference(name, await readFile(join(root, name), 'utf8').catch(() => ''), printed));
  else await writeFile(join(root, name), printed);
  mistakes.push(...(await lintMistakes(name, printed)));
  for (const mistake of mistakes) say(mistake);
  if (mistakes.length > 0) process.exitCode = 1;
}

function compose(forResidents) {
  const jurisdictions = plugins.map((name) => require(`@maplebridge/${name}`).jurisdiction);
  const options = { isDevelopment: true, forResidents };
  const { schema } = composeSchema(withCapabilities(jurisdictions), options);
  const mistakes = [...descriptionMistakes(schema)];
  const text = printedSchema(schema);
  const backwards = composeSchema([...withCapabilities(jurisdictions)].reverse(), options);
  if (printedSchema(backwards.schema) !== text) mistakes.push('The schema depends on the order in which plugins are loaded.');
  return { printed: text, mistakes };
}

/** The first lines that differ, as they stand on both sides. */
function difference(name, checkedIn, composed) {
  if (checkedIn === composed) return [];
  const [old, fresh] = [checkedIn.split('\n'), composed.split('\n')];
  const at = fresh.findIndex((line, index) => line !== old[index]);
  const start = at === -1 ? fresh.length : at;
  const shown = (lines, mark) => lines.slice(start, start + 5).map((line) => `  ${mark} ${line}`);
  const remedy = 'Run "npm run schema" and commit the file together with the change that made it.';
  return [[`${name} differs from what is composed, from line ${start + 1}:`, ...shown(old, '-'), ...shown(fresh, '+'), remedy].join('\n')];
}

/** The rules for schemas of eslint.config.mjs. */
async function lintMistakes(name, text) {
  const results = await new ESLint({ cwd: root }).lintText(text, { filePath: join(root, name) });
  return results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `${name}:${line}: ${message} (${ruleId})`));
}
