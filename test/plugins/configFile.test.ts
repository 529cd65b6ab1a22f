import { join } from 'node:path';
import { loadPlugins } from '@maplebridge/gateway';
import { clone, mistakesOf, openOutside, type Outside } from './outside';

let outside: Outside;
beforeAll(async () => (outside = await openOutside()));
afterAll(() => outside.close());

const configFile = (): string => join(outside.folder, 'maplebridge.config.json');
const load = () => loadPlugins({ configFile: configFile(), home: outside.home, root: clone });
const mistakesIn = async (text: string): Promise<string> => {
  await outside.write({ 'maplebridge.config.json': text });
  return (await mistakesOf(load())).join('\n');
};

test('without a configuration nothing starts, and the message says what to write', async () => {
  const elsewhere = join(outside.folder, 'nowhere.json');
  expect(await mistakesOf(loadPlugins({ configFile: elsewhere, home: outside.home, root: clone }))).toEqual([
    `There is no ${elsewhere}. Write one, {"plugins": []} at the least, or say with MAPLEBRIDGE_CONFIG where it is.`,
  ]);
});

test('a configuration without plugins is one, with a byte order mark too', async () => {
  await outside.write({ 'maplebridge.config.json': '\uFEFF{ "plugins": [] }' });
  expect(await load()).toEqual({ jurisdictions: [], openings: [] });
});

test.each([
  ['what is no JSON', '{ "plugins": [ }', 'it is no JSON: '],
  ['an unknown key', '{ "plugins": [], "plugin": 1 }', 'it has the unknown key "plugin"; known are $schema, plugins.'],
  ['no list', '{ "plugins": {} }', 'plugins: Invalid input: expected array, received object.'],
  ['a list', '[]', 'it: Invalid input: expected object'],
  [
    'an entry that names nothing',
    '{ "plugins": [{ "units": ["a"] }] }',
    'plugins[0] has none of package, folder, archive; write one of {"package": …}',
  ],
  ['an entry that is no object', '{ "plugins": ["x"] }', 'plugins[0] has none of package, folder, archive'],
  ['an entry that names two', '{ "plugins": [{ "package": "a", "folder": "b" }] }', 'plugins[0] has package and folder; write one of'],
  [
    'an unknown key in an entry',
    '{ "plugins": [{ "folder": "a", "unit": "b" }] }',
    'plugins[0] has the unknown key "unit"; known are folder, units.',
  ],
  [
    'a package that is a path',
    '{ "plugins": [{ "package": "../x" }] }',
    'plugins[0].package: it is no package name, such as @maplebridge/medical-disputes.',
  ],
  ['no units', '{ "plugins": [{ "folder": "a", "units": [] }] }', 'plugins[0].units: '],
  [
    'units that are none',
    '{ "plugins": [{ "folder": "a", "units": [7] }] }',
    'plugins[0].units[0]: Invalid input: expected string, received number.',
  ],
])('%s is refused by its place in the file', async (_what, text, words) => {
  const found = await mistakesIn(text);
  expect(found).toContain(`${configFile()}: `);
  expect(found).toContain(words);
});

test('the error of a start says all of it, one line each', async () => {
  await outside.write({ 'maplebridge.config.json': '{ "plugins": [{ "package": "no-such-plugin" }, { "folder": "none" }] }' });
  await expect(load()).rejects.toMatchObject({
    name: 'PluginMistakes',
    message: [
      'Maplebridge cannot load its plugins / 插件配置有误，无法启动 (2):',
      '  - plugins[0] (package "no-such-plugin"): it is not installed in this clone. Correct the name, install it, or name its folder or archive.',
      `  - plugins[1] (folder "none"): there is no folder ${join(outside.folder, 'none')}. Correct the path; relative ones start at the configuration file.`,
    ].join('\n'),
  });
});
