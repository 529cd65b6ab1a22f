import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded } from './index';
import { runningServer } from './server';
import { askServer, newFolder, opener, startOther, whenRoot } from './testing';

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ path: folder, remove } = await newFolder());
});

afterEach(() => remove());

async function postmaster(): Promise<number> {
  const running = await runningServer(folder);
  if (running === undefined) throw new Error(`No server runs on ${folder}.`);
  return running.pid;
}

test('the server listens on one socket in a folder that nobody else may enter, and keeps what it acknowledged', async () => {
  const server = await openEmbedded({ folder, name: 'river' });
  const settings = await askServer<{ name: string; setting: string }>(
    server.url,
    `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'max_connections', 'server_encoding') order by name`,
  );
  expect(settings.map(({ setting }) => setting)).toEqual(['on', '', '60', 'UTF8']);
  expect(await askServer(server.url, 'select current_database() as name')).toEqual([{ name: 'river' }]);
  expect((await stat(server.connection.host)).mode & 0o777).toBe(0o700);
  await server.close();
  expect(await runningServer(folder)).toBeUndefined();
});

test('data and settings of one run are there in the next', async () => {
  const first = await openEmbedded({ folder, settings: { 'maplebridge.greeting': "it's a bridge" } });
  const [greeting] = await askServer<{ said: string }>(first.url, `select current_setting('maplebridge.greeting') as said`);
  await askServer(first.url, `create table kept as select 枫 from (values ('桥')) as t(枫)`);
  await first.close();
  const second = await openEmbedded({ folder });
  expect(greeting?.said).toBe("it's a bridge");
  expect(await askServer(second.url, 'select 枫 from kept')).toEqual([{ 枫: '桥' }]);
  await second.close();
});

test('a server that a killed process left running is adopted, and its dead lease keeps nothing alive', async () => {
  const other = startOther(opener, folder);
  await other.line();
  const before = await postmaster();
  await other.kill();
  const server = await openEmbedded({ folder });
  expect(server.adopted).toBe(true);
  expect(await postmaster()).toBe(before);
  await server.close();
  expect(await runningServer(folder)).toBeUndefined();
});

test('two processes that start at once share one server, and the last one to close stops it', async () => {
  const others = [startOther(opener, folder), startOther(opener, folder)];
  const answers = await Promise.all(others.map((other) => other.line()));
  expect(answers.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
  const shared = await postmaster();
  others[0]?.tell('close');
  expect(await others[0]?.line()).toEqual({ closed: true });
  expect(await postmaster()).toBe(shared);
  others[1]?.tell('close');
  await Promise.all(others.map((other) => other.ended()));
  expect(await runningServer(folder)).toBeUndefined();
});

test('one process may open the same folder twice', async () => {
  const [first, second] = await Promise.all([openEmbedded({ folder }), openEmbedded({ folder })]);
  await first.close();
  await first.close();
  expect(await askServer(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.close();
  expect(await runningServer(folder)).toBeUndefined();
});

test('a server that was killed comes back with its data', async () => {
  const first = await openEmbedded({ folder });
  await askServer(first.url, 'create table kept as select 7 as number');
  process.kill(await postmaster(), 'SIGKILL');
  const second = await openEmbedded({ folder });
  expect(await askServer(second.url, 'select number from kept')).toEqual([{ number: 7 }]);
  await Promise.all([first.close(), second.close()]);
});

test('a lock file that names a process which is no PostgreSQL does not stop the start', async () => {
  await (await openEmbedded({ folder })).close();
  const data = join(folder, 'server', 'data');
  await writeFile(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n5432\n\n\n0 0\nready\n`);
  const server = await openEmbedded({ folder });
  expect(server.adopted).toBe(false);
  await server.close();
});

test('data of another major version is refused, and the message says what would work', async () => {
  await mkdir(join(folder, 'server', 'data'), { recursive: true });
  await writeFile(join(folder, 'server', 'data', 'PG_VERSION'), '12\n');
  await expect(openEmbedded({ folder })).rejects.toThrow(
    /written by PostgreSQL 12; .*To go on with it: MAPLEBRIDGE_POSTGRES_BIN=.*To begin anew: move /s,
  );
  expect(await readFile(join(folder, 'server', 'data', 'PG_VERSION'), 'utf8')).toBe('12\n');
});

test('a folder that cannot be made is refused by its name', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(openEmbedded({ folder: join(folder, 'file', 'data') })).rejects.toThrow(
    /The data folder .*file\/data cannot be used .* or set DATABASE_URL/,
  );
});

test('a setting that PostgreSQL does not know is refused with the words of its log', async () => {
  await expect(openEmbedded({ folder, settings: { shared_bufers: '1MB' } })).rejects.toThrow(
    /unrecognized configuration parameter "shared_bufers"/,
  );
  expect(await runningServer(folder)).toBeUndefined();
});

test('a folder deep in the tree gets a short socket path elsewhere, as private', async () => {
  const deep = join(folder, ...Array<string>(12).fill('枫桥'));
  const server = await openEmbedded({ folder: deep });
  expect(Buffer.byteLength(server.connection.host)).toBeLessThan(85);
  expect((await stat(server.connection.host)).mode & 0o777).toBe(0o700);
  expect(server.folder.endsWith('枫桥')).toBe(true);
  await server.close();
});

whenRoot('root gives way to a user who may do less', async () => {
  const server = await openEmbedded({ folder });
  expect((await stat(`/proc/${await postmaster()}`)).uid).toBeGreaterThan(0);
  await server.close();
});
