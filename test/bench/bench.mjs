#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { prepare, say } from '../../gateway/bin/prepare.mjs';
import { installContestants } from './install.mjs';

// `npm run bench`: brings the clone and the contestants to where they run, then measures. Only then are their packages imported.
const options = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string' },
  json: { type: 'string' },
  sizes: { type: 'string' },
  rounds: { type: 'string' },
  write: { type: 'boolean', default: false },
  soak: { type: 'boolean', default: false },
  from: { type: 'string' },
  help: { type: 'boolean', default: false },
};
const usage = `npm run bench -- [--quick] [--only W1,W2,W5,growth,memory,documents] [--sizes 100000] [--rounds N] [--json FILE] [--write] [--soak]
       npm run bench -- --from FILE,FILE [--write]
  --quick   under two minutes, fewer cases: shows that it runs; its figures are too short to quote
  --only    these workloads; W2 means all three pages
  --sizes   numbers of cases, in the place of 100000,1000000
  --rounds  in the place of 7
  --json    every figure of every round as JSON
  --write   docs/performance.md and its chart: of a whole run, or of figures put together by --from
  --from    measures nothing: shows what runs of --only have saved with --json
  --soak    also ten minutes of subscriptions, watching memory`;

const { values } = parseArgs({ options });
if (values.help) {
  console.log(usage);
} else if (values.write && !values.from && (values.quick || values.only)) {
  say('A part is not the whole page: save it with --json, and put the parts together with --from.');
  process.exitCode = 1;
} else if (process.platform !== 'linux') {
  say('The benchmark reads CPU from /proc, which only Linux has.');
  process.exitCode = 1;
} else {
  await prepare();
  await installContestants(say);
  const { bench, show } = await import('./suite/bench.mjs');
  process.exitCode = await (values.from ? show(values) : bench({ ...values, say }));
}
