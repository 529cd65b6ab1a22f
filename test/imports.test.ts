import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize, resolve } from 'node:path';

interface Row {
  readonly folder: string;
  readonly mayImport: readonly string[];
  readonly mayUse: readonly string[];
}

const root = resolve(__dirname, '..');
const read = <Shape>(...path: readonly string[]): Shape => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Shape;
const table = read<Readonly<Record<string, Row>>>('test', 'importTable.json');
const rows = Object.entries(table);

type Dependencies = Readonly<Record<string, string>>;

function declared(folder: string): readonly string[] {
  const { dependencies = {}, optionalDependencies = {} } = read<{ dependencies?: Dependencies; optionalDependencies?: Dependencies }>(
    folder,
    'package.json',
  );
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
}

const ours = (names: readonly string[]): readonly string[] =>
  names.filter((name) => name.startsWith('@maplebridge/')).map((name) => name.slice('@maplebridge/'.length));

const fits = (name: string, allowed: readonly string[]): boolean =>
  allowed.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

function referenced(folder: string): readonly string[] {
  const { references = [] } = read<{ references?: readonly { path: string }[] }>(folder, 'tsconfig.json');
  const folders = references.map(({ path }) => normalize(join(folder, path)));
  return folders.map((path) => rows.find(([, row]) => row.folder === path)?.[0] ?? path).sort();
}

const workspaces = (parent: string): readonly string[] =>
  readdirSync(join(root, parent))
    .filter((name) => existsSync(join(root, parent, name, 'package.json')))
    .map((name) => `${parent}/${name}`);

test('every package and plugin has its row in the import table, and every row its package', () => {
  const present = [...workspaces('packages'), ...workspaces('plugins'), 'gateway'];
  expect(rows.map(([, { folder }]) => folder).sort()).toEqual(present.sort());
});

test.each(rows)('%s depends on nothing that its row does not allow', (_, { folder, mayImport, mayUse }) => {
  const names = declared(folder);
  expect(ours(names).filter((name) => !mayImport.includes(name))).toEqual([]);
  expect(names.filter((name) => !name.startsWith('@maplebridge/') && !fits(name, mayUse))).toEqual([]);
});

test.each(rows)('%s is compiled after exactly the packages it depends on', (_, { folder }) => {
  expect(referenced(folder)).toEqual([...ours(declared(folder))].sort());
});

test.each(rows)('%s shows one door and no deep paths', (_, { folder }) => {
  const { exports } = read<{ exports: object }>(folder, 'package.json');
  expect(Object.keys(exports)).toEqual(['.']);
});

test('the table has no circle', () => {
  const reaches = (name: string, seen: readonly string[]): boolean =>
    seen.includes(name) || (table[name]?.mayImport ?? []).some((next) => reaches(next, [...seen, name]));
  expect(rows.map(([name]) => name).filter((name) => reaches(name, []))).toEqual([]);
});

test('a jurisdiction never imports another, nor what stands behind the graph', () => {
  const plugins = rows.filter(([, { folder }]) => folder.startsWith('plugins/'));
  expect(plugins).toHaveLength(4);
  for (const [, { mayImport }] of plugins) expect(mayImport).toEqual(['contract', 'graph', 'duty', 'mediation']);
});
