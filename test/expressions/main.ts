import { relative, resolve } from 'node:path';
import { expressionsIn } from './find';
import { judge, type Verdict } from './judge';
import { shipped, sourcesIn } from './sources';

/** `npm run expressions [-- folder…]`: the exit code is 1 when one of them is not shown to be safe, or none was found at all. */
export function main(folders: readonly string[], root: string): number {
  const asked = folders.length === 0 ? shipped(root) : folders.map((folder) => resolve(folder));
  const verdicts = asked.flatMap(sourcesIn).flatMap(expressionsIn).map(judge);
  const dangerous = verdicts.filter(({ isSafe }) => !isSafe);
  for (const verdict of dangerous) process.stdout.write(`${lineOf(verdict, root)}\n`);
  process.stdout.write(`${verdicts.length} regular expressions: ${verdicts.length - dangerous.length} safe, ${dangerous.length} not.\n`);
  return verdicts.length > 0 && dangerous.length === 0 ? 0 : 1;
}

function lineOf({ file, line, source, flags, says, attack }: Verdict, root: string): string {
  const shown = source === null ? '' : ` /${source}/${flags}`;
  return `${relative(root, file)}:${line}${shown}: ${says}${attack === null ? '' : `, attack: ${attack}`}`;
}
