import { readFileSync } from 'node:fs';
import { growthOf, subtreeOf } from './growth.mjs';

/** Figures that several runs on one machine saved with `--json`, as if they were of one; of what was measured twice, the later counts. */
export function mergedFrom(files) {
  const saved = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const machines = new Set(saved.map(({ machine }) => JSON.stringify({ ...machine, date: undefined })));
  if (machines.size > 1) throw new Error(`These figures are of different machines:\n${[...machines].join('\n')}`);
  const all = (name) => saved.flatMap(({ results }) => results[name]);
  const requests = latest(all('requests'), ({ workload, cases }) => `${workload.name} ${cases}`);
  const byName = ({ name }) => name;
  return {
    machine: saved.at(-1).machine,
    results: {
      requests,
      subscriptions: latest(all('subscriptions'), byName),
      growth: [...subtreeOf(requests), ...growthOf(requests)],
      starts: latest(all('starts'), byName),
    },
  };
}

const latest = (list, keyOf) => [...new Map(list.map((one) => [keyOf(one), one])).values()];
