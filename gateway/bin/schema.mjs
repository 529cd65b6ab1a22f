#!/usr/bin/env node
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { prepare, root, say } from './prepare.mjs';

// `npm run schema` writes schema.graphql; `npm run schema -- --check` fails when the file that is checked in says something else,
// when something in it has no description, or when a rule of eslint.config.mjs for schemas is broken.
await prepare();
const path = join(root, 'schema.graphql');
const plugins = ['medical-disputes', 'night-market-disputes', 'business-environment', 'community-disputes'];
const isCheck = process.argv.includes('--check');

const require = createRequire(join(root, 'gateway', 'package.json'));
require('reflect-metadata');
const { composeSchema, descriptionMistakes, printedSchema } = require('@maplebridge/graph');
const { withCapabilities } = require('@maplebridge/gateway');

const { printed, mistakes } = compose();
if (isCheck) mistakes.push(...difference(await readFile(path, 'utf8').catch(() => ''), printed));
else await writeFile(path, printed);
mistakes.push(...(await lintMistakes(printed)));
for (const mistake of mistakes) say(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;

function compose() {
  const jurisdictions = plugins.map((name) => require(`@maplebridge/${name}`).jurisdiction);
  const { schema } = composeSchema(withCapabilities(jurisdictions), { isDevelopment: true });
  const mistakes = [...descriptionMistakes(schema)];
  const text = printedSchema(schema);
  const backwards = composeSchema([...withCapabilities(jurisdictions)].reverse(), { isDevelopment: true });
  if (printedSchema(backwards.schema) !== text) mistakes.push('The schema depends on the order in which plugins are loaded.');
  return { printed: text, mistakes };
}

/** The first lines that differ, as they stand on both sides. */
function difference(checkedIn, composed) {
  if (checkedIn === composed) return [];
  const [old, fresh] = [checkedIn.split('\n'), composed.split('\n')];
  const at = fresh.findIndex((line, index) => line !== old[index]);
  const start = at === -1 ? fresh.length : at;
  const shown = (lines, mark) => lines.slice(start, start + 5).map((line) => `  ${mark} ${line}`);
  const remedy = 'Run "npm run schema" and commit the file together with the change that made it.';
  return [
    [`schema.graphql differs from what is composed, from line ${start + 1}:`, ...shown(old, '-'), ...shown(fresh, '+'), remedy].join('\n'),
  ];
}

/** The rules for `schema.graphql` of eslint.config.mjs. */
async function lintMistakes(text) {
  const results = await new ESLint({ cwd: root }).lintText(text, { filePath: path });
  return results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `schema.graphql:${line}: ${message} (${ruleId})`));
}
