import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const gateway = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(gateway, 'assets', 'graphiql');
const target = join(gateway, 'dist', 'graphiql');

/** Bundles GraphiQL into `gateway/dist/graphiql`, so that the page needs no internet. Does nothing while it is newer than its sources. */
export async function buildGraphiql() {
  if (await isCurrent()) return false;
  const { build } = await import('esbuild');
  await mkdir(target, { recursive: true });
  await build({
    entryPoints: [join(source, 'page.js')],
    outfile: join(target, 'page.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.svg': 'dataurl' },
    // Into a file beside it: those notices are what the licences ask for.
    legalComments: 'linked',
    logLevel: 'warning',
  });
  // Last: its age says that the build before it was whole.
  await copyFile(join(source, 'index.html'), join(target, 'index.html'));
  return true;
}

async function isCurrent() {
  const sources = ['index.html', 'page.js', 'page.css', 'fetcher.js'].map((name) => join(source, name));
  const ages = await Promise.all([...sources, join(gateway, 'package.json'), fileURLToPath(import.meta.url)].map(changedAt));
  return (await changedAt(join(target, 'index.html'))) > Math.max(...ages);
}

const changedAt = (path) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildGraphiql();
