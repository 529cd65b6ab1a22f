import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { startCommand, type Outcome } from './import/command';

let database: MigratedDatabase;
let folder: string;
beforeAll(async () => {
  database = await openMigratedDatabase([]);
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-units-'));
  const rows = [
    'CITY,某市,A city,city,',
    'EAST,东区,East,district,CITY',
    'WEST,西区,West,district,CITY',
    'STATION,派出所,Station,policeStation,EAST',
  ];
  writeFileSync(join(folder, 'units.csv'), `code,name_zh,name_en,kind,parent\n${rows.join('\n')}\n`);
  expect((await run('units', 'import', 'units.csv')).code).toBe(0);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: readonly string[]): Promise<Outcome> => startCommand(database, folder, args).outcome;

test('a unit is renamed, moved and dissolved from the command line, and the same again changes nothing', async () => {
  const renamed = await run('units', 'rename', 'STATION', '--en', 'Bridge station', '--json');
  expect(renamed.answer()).toEqual({ event: 'unitRenamed', code: 'STATION', isChanged: true, cases: 0 });
  expect((await run('units', 'move', 'STATION', 'WEST', '--lang', 'zh-CN')).out).toBe('STATION 已移到 WEST 之下，随之调整案件 0 件\n');
  expect((await run('units', 'move', 'STATION', 'WEST', '--lang', 'en')).out).toBe('STATION is so already; nothing was changed\n');
  const list = (await run('units', 'list', '--lang', 'en')).out.split('\n');
  expect(list.at(list.findIndex((line) => line.includes('WEST')) + 1)).toContain('STATION  Bridge station');
  expect((await run('units', 'dissolve', 'EAST', '--json')).answer()).toMatchObject({ event: 'unitDissolved', isChanged: true });
});

test('what cannot be is refused with a sentence and an exit code', async () => {
  expect(await run('units', 'move', 'WEST', 'STATION', '--lang', 'en')).toMatchObject({
    code: 1,
    err: expect.stringContaining('a circle') as string,
  });
  expect(await run('units', 'dissolve', 'WEST', '--lang', 'zh-CN')).toMatchObject({
    code: 1,
    err: expect.stringContaining('1 个下级单位') as string,
  });
  expect(await run('units', 'dissolve', 'CITY', '--lang', 'en')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is the root') as string,
  });
  expect(await run('units', 'rename', 'WEST')).toMatchObject({ code: 2 });
  expect(await run('units', 'rename', 'WEST', '--en', ' ')).toMatchObject({ code: 2 });
});
