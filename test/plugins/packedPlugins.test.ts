import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openOutside, type Outside } from './outside';
import { tarOf, tgzOf, type TarEntry } from './tarOf';

let outside: Outside;
beforeEach(async () => (outside = await openOutside()));
afterEach(() => outside.close());

const empty = `exports.jurisdiction = { name: 'empty', version: '1.0.0', contract: '^1.0.0', label: { 'zh-CN': '空', en: 'empty' }, caseTypes: [], resolvers: [] };`;
const main: TarEntry = { path: 'package/index.js', bytes: empty };
const archive = async (bytes: Buffer): Promise<string> => {
  await outside.write({ 'x.tgz': bytes });
  return (await outside.mistakes({ archive: 'x.tgz' })).join('\n');
};
const folder = async (files: Record<string, string>): Promise<string> => {
  await outside.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`x/${path}`, text])));
  return (await outside.mistakes({ folder: 'x' })).join('\n');
};
const manifest = (fields: object): string => JSON.stringify({ name: 'x', main: 'index.js', ...fields });

test('an archive written by hand loads when nothing is wrong with it', async () => {
  await outside.write({
    'x.tgz': tgzOf({ path: 'package/', type: '5' }, main, { path: 'package/node_modules/y/index.js', bytes: 'throw 1' }),
  });
  expect((await outside.load({ archive: 'x.tgz' })).openings).toEqual([{ jurisdiction: 'empty', units: [] }]);
});

test.each<[string, () => Buffer, string]>([
  [
    'a path that climbs out',
    () => tgzOf(main, { path: 'package/../../evil.js', bytes: '1' }),
    '"package/../../evil.js" is no plain path inside the plugin',
  ],
  [
    'an absolute path',
    () => tgzOf(main, { path: '/etc/cron.d/evil', bytes: '1' }),
    '"/etc/cron.d/evil" is no plain path inside the plugin',
  ],
  ['a backslash', () => tgzOf(main, { path: 'package/..\\evil.js', bytes: '1' }), 'no backslash'],
  [
    'a symbolic link',
    () => tgzOf(main, { path: 'package/keys', type: '2', linksTo: '/etc/passwd' }),
    '"keys" is a SymbolicLink; a plugin consists of plain files.',
  ],
  [
    'a hard link',
    () => tgzOf(main, { path: 'package/keys', type: '1', linksTo: 'package/index.js' }),
    '"keys" is a Link; a plugin consists of plain files.',
  ],
  ['one file in two spellings', () => tgzOf(main, { path: 'package/INDEX.js', bytes: '1' }), '"INDEX.js" is in it twice'],
  [
    'too many files',
    () => tgzOf(...Array.from({ length: 2_001 }, (_none, index) => ({ path: `package/${index}.js` }))),
    'it has more than 2000 files.',
  ],
  [
    'files that come to too much',
    () => tgzOf(main, { path: 'package/a', bytes: Buffer.alloc(11e6) }, { path: 'package/b', bytes: Buffer.alloc(11e6) }),
    'it is larger than 20 MB.',
  ],
  ['a bomb', () => gzipSync(Buffer.alloc(100e6)), 'it is larger than 20 MB.'],
  ['a tar that is packed twice', () => gzipSync(tgzOf(main)), 'holds no tar archive. Pack the plugin anew: npm pack.'],
  ['a file that was cut off', () => tgzOf(main).subarray(0, 60), 'is no whole .tgz file'],
  ['a tar that was cut off', () => gzipSync(tarOf([main]).subarray(0, 600)), 'is damaged'],
  ['a file of another kind', () => Buffer.from('PK'), 'is no whole .tgz file'],
  ['an archive without a main file', () => tgzOf({ path: 'package/readme.txt' }), 'it has no main file: looked for index.js, src/index.ts'],
])('%s is refused before anything is written', async (_what, bytes, words) => {
  expect(await archive(bytes())).toContain(words);
  expect(existsSync(join(outside.home, 'plugins'))).toBe(false);
});

test.each<[string, Record<string, string>, string]>([
  ['TypeScript that is none', { 'index.ts': 'export const x = 1;\nexport const jurisdiction = {{;\n' }, 'index.ts:2:'],
  ['a main file outside', { 'package.json': manifest({ main: '../y.js' }), 'index.js': empty }, 'it has no main file: looked for ../y.js'],
  ['a package.json that is none', { 'package.json': '{', 'index.js': empty }, 'package.json is no JSON'],
  [
    'TypeScript as a module',
    { 'package.json': manifest({ main: 'index.ts', type: 'module' }), 'index.ts': '' },
    'take "type": "module" out of package.json.',
  ],
  [
    'a package that the clone lacks',
    { 'package.json': manifest({ dependencies: { 'lost-things': '^1.0.0' } }), 'index.js': empty },
    'it needs lost-things ^1.0.0, which this clone does not have',
  ],
  [
    'another version of a shared one',
    { 'package.json': manifest({ peerDependencies: { graphql: '^17.0.0' } }), 'index.js': empty },
    'it needs graphql ^17.0.0, and this clone has 16.',
  ],
  [
    'a package of the core',
    { 'package.json': manifest({ dependencies: { '@maplebridge/storage': '*' } }), 'index.js': empty },
    'it needs @maplebridge/storage, which plugins may not use.',
  ],
])('%s in a folder is refused', async (_what, files, words) => expect(await folder(files)).toContain(words));

test('a link in a folder is refused, wherever it leads', async () => {
  await outside.write({ 'x/index.js': empty, 'secret.txt': 'secret' });
  await symlink(join(outside.folder, 'secret.txt'), join(outside.folder, 'x', 'secret.txt'));
  expect(await outside.mistakes({ folder: 'x' })).toEqual([
    'plugins[0] (folder "x"): "secret.txt" is a link; a plugin consists of plain files and folders. Copy what it leads to.',
  ]);
});

test('no script of a plugin is run, and its packages and hidden files are left behind', async () => {
  const scripts = { preinstall: 'touch ran', install: 'touch ran', postinstall: 'touch ran', prepare: 'touch ran' };
  await outside.write({
    'x/package.json': manifest({ scripts }),
    'x/index.js': empty,
    'x/.npmrc': 'token',
    'x/node_modules/contract/index.js': 'throw 1',
  });
  await outside.load({ folder: 'x' });
  const [copy = ''] = await readdir(join(outside.home, 'plugins'));
  expect((await readdir(join(outside.home, 'plugins', copy))).sort()).toEqual(['index.js', 'node_modules', 'package.json']);
  expect(existsSync(join(outside.home, 'plugins', copy, 'node_modules', 'contract'))).toBe(false);
  expect(existsSync(join(outside.folder, 'x', 'ran'))).toBe(false);
});

test('a changed plugin is loaded as changed, and its older copies go', async () => {
  await outside.write({ 'x/index.js': empty });
  await outside.load({ folder: 'x' });
  const first = await readdir(join(outside.home, 'plugins'));
  await outside.load({ folder: 'x' });
  expect(await readdir(join(outside.home, 'plugins'))).toEqual(first);
  await outside.write({ 'x/index.js': empty.replace('1.0.0', '1.1.0') });
  expect((await outside.load({ folder: 'x' })).jurisdictions[0]?.version).toBe('1.1.0');
  const second = await readdir(join(outside.home, 'plugins'));
  expect(second).toHaveLength(1);
  expect(second).not.toEqual(first);
});

test('two starts at once share one copy, and none is left half made', async () => {
  await outside.write({ 'x/index.js': empty });
  await Promise.all([outside.load({ folder: 'x' }), outside.load({ folder: 'x' }), outside.load({ folder: 'x' })]);
  expect(await readdir(join(outside.home, 'plugins'))).toEqual([expect.stringMatching(/^x-[0-9a-f]{16}$/)]);
});
