import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly devDependencies?: Versions;
}

const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** Dependencies that our package files name without an exact version, or without their sentence in docs/pins.md at that version. */
export function directFaults(root: string): readonly string[] {
  const pins = readFileSync(join(root, 'docs', 'pins.md'), 'utf8')
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const isPinned = (name: string, version: string): boolean =>
    pins.some(([, dependency, pin, sentence = '']) => dependency === `\`${name}\`` && pin === version && sentence !== '');
  return foldersOf(root)
    .flatMap((folder) => namedIn(root, folder))
    .flatMap(({ folder, name, version }) => [
      ...(exact.test(version) ? [] : [`${folder}/package.json asks for ${name} "${version}": name one version`]),
      ...(isPinned(name, version) ? [] : [`${name} ${version} of ${folder}/package.json has no sentence in docs/pins.md`]),
    ]);
}

function namedIn(root: string, folder: string): readonly { readonly folder: string; readonly name: string; readonly version: string }[] {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  ) as Manifest;
  return Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })
    .filter(([name]) => !name.startsWith('@maplebridge/'))
    .map(([name, version]) => ({ folder, name, version }));
}

/** Every workspace. The benchmark's contestants are installed by the benchmark alone and have a section of their own. */
const foldersOf = (root: string): readonly string[] =>
  [
    '.',
    'test',
    'gateway',
    ...['packages', 'plugins'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)),
  ].filter((folder) => existsSync(join(root, folder, 'package.json')));
