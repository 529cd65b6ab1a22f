import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { satisfies, validRange } from 'semver';
import { z } from 'zod';
import type { Contents } from './contents';
import { PluginMistakes } from './mistakes';

const names = z.record(z.string(), z.string()).default({});

/** What is read of a plugin's package.json. Its scripts are not: nothing of a plugin is run but its main file. */
const manifest = z.looseObject({
  name: z.string().min(1).max(214).optional(),
  type: z.enum(['commonjs', 'module']).default('commonjs'),
  main: z.string().min(1).max(200).optional(),
  dependencies: names,
  peerDependencies: names,
  peerDependenciesMeta: z.record(z.string(), z.looseObject({ optional: z.boolean().optional() })).default({}),
});

export interface Manifest extends z.infer<typeof manifest> {
  readonly name: string;
}

/** A folder without a package.json is read as one that says nothing, under the name of the folder. */
export function readManifest(contents: Contents, path: string): Manifest {
  const file = contents.get('package.json');
  const fallback = basename(path).replace(/\.(tgz|tar\.gz)$/, '');
  const read = manifest.safeParse(file === undefined ? {} : parse(file));
  if (!read.success) throw new PluginMistakes(read.error.issues.map((issue) => `package.json: ${issue.path.join('.')}: ${issue.message}.`));
  return { ...read.data, name: read.data.name ?? fallback };
}

function parse(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new PluginMistakes([`package.json is no JSON: ${(error as SyntaxError).message}.`]); // JSON.parse throws nothing else
  }
}

/** The file that is loaded, as it is called when TypeScript has become JavaScript; `main`, or what is usual. */
export function mainOf({ main, type }: Manifest, contents: Contents): string {
  const wanted = main?.replace(/^\.\//, '').replace(/\/$/, '');
  const usual = ['index.js', 'src/index.ts', 'index.ts', 'dist/index.js'];
  const candidates = wanted === undefined ? usual : [wanted, `${wanted}.js`, `${wanted}.ts`, `${wanted}/index.js`, `${wanted}/index.ts`];
  const found =
    candidates.find((path) => contents.has(path)) ?? (wanted === 'dist/index.js' ? usual.find((path) => contents.has(path)) : undefined);
  if (found === undefined)
    throw new PluginMistakes([`it has no main file: looked for ${candidates.join(', ')}. Name it as "main" in package.json.`]);
  if (found.endsWith('.ts') && type === 'module')
    throw new PluginMistakes(['its sources are TypeScript and become CommonJS here: take "type": "module" out of package.json.']);
  return found.replace(/\.ts$/, '.js');
}

/** Packages that only the platform's own parts may use: a plugin reaches them through the context it is handed. */
const closed = ['kernel', 'storage', 'ledger', 'live', 'gateway', 'cli', 'testkit'].map((name) => `@maplebridge/${name}`);

/** A plugin brings no packages along: what it needs is what the clone has. */
export function dependencyMistakes({ dependencies, peerDependencies, peerDependenciesMeta }: Manifest, root: string): readonly string[] {
  const needed = Object.entries({ ...dependencies, ...peerDependencies }).filter(([name]) => peerDependenciesMeta[name]?.optional !== true);
  return needed.flatMap(([name, range]) => {
    if (closed.includes(name))
      return [`it needs ${name}, which plugins may not use. Use @maplebridge/contract, @maplebridge/graph and the capabilities.`];
    const installed = installedVersion(name, root);
    if (installed === null) return [`it needs ${name} ${range}, which this clone does not have: npm install ${name}, or do without it.`];
    // Whether the platform's own packages fit is said by the plugin's `contract`.
    const fits = name.startsWith('@maplebridge/') || validRange(range) === null || satisfies(installed, range, { includePrerelease: true });
    return fits
      ? []
      : [`it needs ${name} ${range}, and this clone has ${installed}. All plugins share one copy: write the plugin for ${installed}.`];
  });
}

function installedVersion(name: string, root: string): string | null {
  const file = join(root, 'node_modules', ...name.split('/'), 'package.json');
  if (name.includes('..') || !existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: string }).version ?? '0.0.0'; // npm wrote it
}
