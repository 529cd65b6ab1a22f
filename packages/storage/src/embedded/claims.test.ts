import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimant, liveClaims, stakeClaim, withLock } from './claims';
import { processMark } from './processMark';
import { built, newFolder, startOther } from './testing';

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ path: folder, remove } = await newFolder());
});

afterEach(() => remove());

/** Adds one to a number in a file, many times, as two who do not look at each other would: read, pause, write. */
const adder = (guarded: boolean): string => `
  const { withLock } = require(${JSON.stringify(join(built, 'claims.js'))});
  const { readFile, writeFile } = require('node:fs/promises');
  const [, folder, times] = process.argv;
  const add = async () => {
    const before = Number(await readFile(folder + '/number', 'utf8'));
    await new Promise(setImmediate);
    await writeFile(folder + '/number', String(before + 1));
  };
  const guard = ${guarded} ? (work) => withLock(folder + '/lock', 60000, work) : (work) => work();
  (async () => { for (let i = 0; i < times; i += 1) await guard(add); })();`;

async function sumOfTwo(guarded: boolean, times: number): Promise<number> {
  await writeFile(join(folder, 'number'), '0');
  const others = [1, 2].map(() => startOther(adder(guarded), folder, String(times)));
  await Promise.all(others.map((other) => other.ended()));
  return Number(await readFile(join(folder, 'number'), 'utf8'));
}

test('two processes under one lock lose nothing of each other', async () => {
  expect(await sumOfTwo(true, 30)).toBe(60);
});

test('the same two processes without the lock do lose', async () => {
  expect(await sumOfTwo(false, 3000)).toBeLessThan(6000);
});

test('a claim of a killed process is swept, one of a living process stays', async () => {
  const other = startOther(
    `require(${JSON.stringify(join(built, 'claims.js'))}).stakeClaim(process.argv[1]).then(() => console.log('{}')); setInterval(() => 0, 1e6)`,
    folder,
  );
  await other.line();
  const mine = await stakeClaim(folder);
  expect((await liveClaims(folder)).map(claimant).sort()).toEqual([process.pid, other.pid].sort());
  await other.kill();
  expect(await liveClaims(folder)).toEqual([mine.name]);
});

test('a claim under the number of a living process that started at another time is dead', async () => {
  await writeFile(join(folder, `${process.pid}-00000000.1-aaaaaaaaaaaa`), '');
  expect(processMark(process.pid)).not.toBe('00000000.1');
  expect(await liveClaims(folder)).toEqual([]);
});

test('whoever waits too long is told who holds the lock', async () => {
  const holder = await stakeClaim(folder);
  await expect(withLock(folder, 0, async () => 'never')).rejects.toThrow(new RegExp(`Another process \\(${process.pid}\\) holds the lock`));
  await holder.withdraw();
  expect(await withLock(folder, 0, async () => 'free')).toBe('free');
});
