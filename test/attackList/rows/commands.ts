import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { columns } from '../../import/model';
import { command } from '../command';
import { root } from '../root';
import type { Row } from '../row';
import { alike } from '../send';
import { withFiles } from '../starting';

const hostile = [
  '$(touch ran)',
  '`touch ran`',
  '; touch ran',
  '| touch ran',
  '../../../../etc/passwd',
  "' or 1=1 --",
  '--issuer=$(touch ran)',
];

const mapping = join(root, 'packages', 'cli', 'mappings', 'nyc-casework.json');
const header = Buffer.from(`${columns.join(',')}\n`);
const hostileFiles = (): readonly (readonly [name: string, bytes: Buffer])[] => [
  ['cut.csv.gz', gzipSync(Buffer.concat([header, Buffer.alloc(100_000, 'a,b\n')])).subarray(0, -20)],
  ['binary.csv', Buffer.concat([header, Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256))])],
  ['bomb.csv.gz', gzipSync(Buffer.concat([header, Buffer.alloc(60_000_000, 'x')]))],
];

/** Rows about the `maplebridge` command. */
export const commandRows: readonly Row[] = [
  {
    row: 'A089',
    sent: 'commands, paths and SQL as a subject, a role, a unit and a file',
    expected: 'refused, nothing was run and no post was given; an honest one is',
    run: (world) =>
      withFiles({}, async (folder) => {
        const posts = async (): Promise<string> => JSON.stringify(await world.sql('select count(*)::int as n from core.appointment'));
        const before = await posts();
        const ways = hostile.flatMap((text) => [
          ['grant', text, text, text],
          ['units', 'import', text],
        ]);
        const ends: string[] = [];
        for (const args of ways) ends.push((await command(world, args, folder)).code === 0 ? `${args.join(' ')} was taken` : 'refused');
        const given = (await posts()) === before ? 'no post was given' : 'posts were changed';
        const honest = await command(world, ['grant', 'demo-officer', 'officer', 'E-STATION', '--issuer', world.issuer], folder);
        const ran = readdirSync(folder).includes('ran') ? 'a command' : 'nothing';
        return `${alike(ends)}, ${ran} was run and ${given}; an honest one is${honest.code === 0 ? '' : ` not: ${honest.said}`}`;
      }),
  },
  {
    row: 'A081',
    sent: 'files to import that are cut, no text, or one line of 60 MB in 60 kB',
    expected: 'refused in a sentence, no time, no case written',
    run: (world) =>
      withFiles({}, async (folder) => {
        const count = async (): Promise<string> => JSON.stringify(await world.sql('select count(*)::int as n from core."case"'));
        const before = await count();
        const began = performance.now();
        const ends: string[] = [];
        for (const [name, bytes] of hostileFiles()) {
          writeFileSync(join(folder, name), bytes);
          const { code, said } = await command(world, ['import', name, '--mapping', mapping, '--lang', 'en'], folder);
          ends.push(
            code !== 0 && said.length < 2000 && !said.includes('value is') && !/\n\s+at /.test(said)
              ? 'refused in a sentence'
              : `${name}: ${code} ${said.slice(0, 400)}`,
          );
        }
        const took = performance.now() - began;
        return `${alike(ends)}, ${took < 30_000 ? 'no time' : `${took} ms`}, ${(await count()) === before ? 'no case' : 'cases'} written`;
      }),
  },
  {
    row: 'A115',
    sent: 'migrate three times at once and doctor, without a terminal',
    expected: 'exit 0, nothing for a terminal in what they say',
    run: async (world) => {
      const ends = await Promise.all([['migrate'], ['migrate'], ['migrate'], ['doctor']].map((args) => command(world, args)));
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      const hasControls = ends.some(({ said }) => /[\u0000-\u0008\u000b-\u001f]/.test(said));
      const wrong = ends.find(({ code }) => code !== 0);
      return `${alike(ends.map(({ code }) => `exit ${code}`))}, ${hasControls ? 'controls' : 'nothing'} for a terminal in what they say${wrong ? `: ${wrong.said.slice(-300)}` : ''}`;
    },
  },
];
