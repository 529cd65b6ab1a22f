import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directFaults } from './direct';
import { fault, type Allowed } from './licence';
import { readLock, shippedPackages } from './lock';

/** `npm run licences`: the exit code is 1 when a package is under a licence that is not on the list, or a dependency of ours has no reason. */
export function main(root: string): number {
  const allowed = JSON.parse(readFileSync(join(root, 'test', 'licences', 'allowed.json'), 'utf8')) as Allowed;
  const lock = readLock(root);
  const paths = shippedPackages(lock);
  const licences = paths.flatMap((path) => {
    const entry = lock[path] ?? {};
    const wrong = fault(root, [path, entry], allowed);
    return wrong === null ? [] : [`${path.replace(/^.*node_modules\//, '')} ${entry.version ?? ''} ${wrong}`];
  });
  const faults = [...licences, ...directFaults(root)];
  for (const line of faults) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `${paths.length} packages are shipped; ${faults.length === 0 ? 'every licence is on the list' : `${faults.length} faults`}.\n`,
  );
  return paths.length > 0 && faults.length === 0 ? 0 : 1;
}
