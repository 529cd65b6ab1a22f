import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@maplebridge/storage';
import { openEmptyDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { startCommand, type Outcome } from './import/command';

let database: MigratedDatabase;
let reader: Database;
let folder: string;
beforeAll(async () => {
  database = await openEmptyDatabase();
  reader = await openDatabase({ url: database.url, poolSize: 2 });
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-operator-'));
});
afterAll(async () => {
  await reader.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: readonly string[]): Promise<Outcome> => startCommand(database, folder, args).outcome;
const file = (name: string, contents: string): string => {
  writeFileSync(join(folder, name), contents);
  return name;
};
const header = 'code,name_zh,name_en,kind,parent\n';

test('an empty database is migrated once, and the doctor says what is missing before and after', async () => {
  const before = await run('doctor');
  expect(before).toMatchObject({ code: 1, out: expect.stringMatching(/NOT WELL +migrations .*-> maplebridge migrate/) as string });
  expect((await run('migrate', '--json')).answer()).toMatchObject({
    event: 'migrated',
    ran: expect.arrayContaining(['migrated medical-disputes: CreateDetails1767571200000']) as string[],
  });
  expect((await run('migrate', '--json')).answer()).toMatchObject({ ran: [] });
  const findings = (await run('doctor', '--json')).answer().findings as readonly { check: string; isWell: boolean }[];
  expect(findings.filter((one) => !one.isWell).map((one) => one.check)).not.toContain('migrations');
});

test('units come from a file with parents anywhere in it, and a second run changes nothing', async () => {
  const units = file('units.csv', `${header}STATION,西派出所,West station,policeStation,CITY\nCITY,某市,A city,city,\n`);
  expect((await run('units', 'import', units, '--json')).answer()).toEqual({ event: 'unitsImported', created: 2, unchanged: 0 });
  const [tree] = await reader.query<{ version: number }>(`select version from core.tree`);
  expect((await run('units', 'import', units, '--lang', 'zh-CN')).out).toBe('新建单位 0 个，已有 2 个\n');
  expect(await reader.query(`select version from core.tree`)).toEqual([tree]);
  expect((await run('units', 'list')).out).toBe(
    'CITY  A city  (city, Asia/Shanghai)\n  STATION  West station  (policeStation, Asia/Shanghai)\n',
  );
});

test('a file of units tells all its mistakes by line, and none of it is written', async () => {
  const rows = [
    'A,,x,Bad Kind,NOPE',
    'B,乙,B,city,',
    'C,丙,C,city,D',
    'D,丁,D,city,C',
    'CITY,别名,A city,city,',
    'B,乙,B,city,CITY',
    'OK,好,Good,city,CITY',
  ];
  const { code, err } = await run('units', 'import', file('bad.csv', header + rows.join('\n')));
  expect(code).toBe(1);
  for (const mistake of [
    /line 2: "name_zh"/,
    /line 2: "kind"/,
    /line 2: the parent "NOPE"/,
    /line 3: there is one root, "CITY"/,
    /line 4: "C" is above itself/,
    /line 6: "CITY" is there already: name_zh is "某市", the file says "别名"/,
    /line 7: the code "B" stands in line 3 already/,
  ])
    expect(err).toMatch(mistake);
  expect(await reader.query(`select code from core.unit where code in ('B', 'OK')`)).toEqual([]);
});

test('a grant and its revocation each raise the rights once and leave one entry of the person', async () => {
  expect(await run('grant', 'li', 'officer', 'STATION')).toMatchObject({ code: 0, out: 'li is officer of STATION now\n' });
  expect((await run('grant', 'li', 'officer', 'STATION', '--json')).answer()).toMatchObject({ isChanged: false });
  expect((await run('revoke', 'li', 'officer', 'STATION', '--json')).answer()).toMatchObject({ isChanged: true });
  expect((await run('revoke', 'li', 'officer', 'STATION', '--json')).answer()).toMatchObject({ isChanged: false });
  const entries = await reader.query(
    `select e.subject_kind as kind, e.subject_version as version, e.subject_id = p.id as theirs from core.entry e, core.person p
      where p.subject = 'li' and e.type = 'rightsChanged' order by e.position`,
  );
  expect(entries).toEqual([
    { kind: 'person', version: 2, theirs: true },
    { kind: 'person', version: 3, theirs: true },
  ]);
});

test('a post or a unit that nobody knows, and a term that never holds, are refused with what there is', async () => {
  const { code, err } = await run('grant', 'li', 'boss', 'NOWHERE');
  expect(code).toBe(1);
  expect(err).toMatch(/There is no post "boss"; the loaded plugins have .*officer.* There is no unit "NOWHERE"/);
  expect(await run('grant', 'li', 'officer', 'STATION', '--until', '2020-01-01')).toMatchObject({ code: 2 });
  expect(await run('grant', 'li', 'officer', 'STATION', '--from', 'soon')).toMatchObject({
    code: 2,
    err: expect.stringContaining('not a day') as string,
  });
});

test('a policy is set within its bounds and explained with the row that decided', async () => {
  const columns = 'key,unit,value,from,instrument_zh,instrument_en,article,version\n';
  const policies = file('policy.csv', `${columns}duty.signFor,CITY,60,2026-01-01,某市规定,Rule of a city,3,2026\n`);
  expect((await run('policy', 'import', policies, '--json')).answer()).toMatchObject({ added: 1, unchanged: 0 });
  expect((await run('policy', 'import', policies, '--json')).answer()).toMatchObject({ added: 0, unchanged: 1 });
  const explained = async (day: string) =>
    (await run('policy', 'explain', 'duty.signFor', '--unit', 'STATION', '--on', day, '--json')).answer();
  expect(await explained('2026-02-01')).toMatchObject({
    value: 60,
    decidedBy: { unit: 'CITY', from: '2026-01-01', until: null },
    isVerified: false,
  });
  expect(await explained('2025-12-31')).toMatchObject({ value: 30, decidedBy: null, minimum: 5, maximum: 2880 });
  const { code, err } = await run(
    'policy',
    'import',
    file('bad.csv', `${columns}duty.signFor,STATION,1,2026-01-01,a,b,c,d\nno.such,X,1,2026-01-01,a,b,c,\n`),
  );
  expect(code).toBe(1);
  expect(err).toMatch(
    /line 2: .*from 5 to 2880; the row says 1[\s\S]*line 3: there is no policy "no\.such"[\s\S]*line 3: there is no unit "X"[\s\S]*line 3: "version" is empty/,
  );
});

test('a calendar year is stored with its source', async () => {
  const source = { instrument: { 'zh-CN': '放假通知', en: 'Holiday notice' }, article: '-', version: '2025', inForceFrom: '2026-01-01' };
  const year = { calendar: 'Asia/Shanghai', year: 2026, source, holidays: ['2026-01-01'], workdays: ['2026-01-04'] };
  expect((await run('calendar', 'import', file('2026.json', JSON.stringify(year)), '--json')).answer()).toMatchObject({
    years: [{ year: 2026, days: 2 }],
  });
  const wrong = { ...year, holidays: ['2025-01-01', '2026-01-04'], workdays: ['2026-01-04', '2026-01-05'] };
  expect((await run('calendar', 'import', file('bad.json', JSON.stringify(wrong)))).err).toMatch(
    /2025-01-01 is of another year[\s\S]*2026-01-04 is both[\s\S]*2026-01-05 is a working day of the week anyway/,
  );
});

test('wrong usage ends with 2, a wrong database address or mapping with 78', async () => {
  expect(await run('nonsense')).toMatchObject({ code: 2 });
  expect(await run('import', 'x.csv')).toMatchObject({ code: 2, err: expect.stringContaining('--mapping') as string });
  expect(await run('units', 'list', '--database', 'mysql://x')).toMatchObject({ code: 78 });
  expect(await run('import', 'x.csv', '--mapping', 'nowhere.json')).toMatchObject({
    code: 78,
    err: expect.stringContaining('nowhere.json') as string,
  });
});
