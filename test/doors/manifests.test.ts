import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { ConfigMistakes, readConfig, readTrusted, withCapabilities } from '@maplebridge/gateway';
import { composeSchema } from '@maplebridge/graph';

const { schema } = composeSchema(withCapabilities([business, community]), { isDevelopment: false });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const listed = (...texts: readonly string[]): string => JSON.stringify(Object.fromEntries(texts.map((text) => [sha256(text), text])));

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A folder with these files. */
async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  folders.push(folder);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

const trustedAt = (place: string, env: Record<string, string> = {}) =>
  readTrusted(readConfig({ TRUSTED_DOCUMENTS: place, ...env }, []), schema);

async function refusal(place: string, env: Record<string, string> = {}): Promise<ConfigMistakes> {
  const thrown = await trustedAt(place, env).catch((error: unknown) => error);
  if (thrown instanceof ConfigMistakes) return thrown;
  throw new Error(`It was not refused: ${String(thrown)}`);
}

test('what GraphQL Code Generator and Apollo’s generator write is taken as it is', async () => {
  const { texts, only } = await trustedAt(join(__dirname, 'manifests'));
  expect([...texts.keys()].map((hash) => hash.slice(0, 8))).toEqual(['9aeb3e39', '9beb358d', '5c395dac']);
  for (const [hash, text] of texts) expect(sha256(text)).toBe(hash);
  expect(only).toBe(false);
});

test('one file is a manifest too', async () => {
  expect((await trustedAt(join(__dirname, 'manifests', 'codegen-client.json'))).texts.size).toBe(2);
});

test('all that is wrong with all manifests is told at once, each with its client, its document and what would work', async () => {
  const deep = `{ cases { nodes ${'{ unit { ancestors '.repeat(12)}{ id }${'} }'.repeat(12)} } }`;
  const folder = await folderOf({
    'good.json': listed('{ version }'),
    'changed.json': JSON.stringify({ [sha256('{ version }')]: '{ viewer { name } }' }),
    'old.json': listed('{ cases { nodes { colour } } }', '{ version', deep, '{ __schema { types { name } } }'),
    'sha1.json': JSON.stringify({ da39a3ee5e6b4b0d3255bfef95601890afd80709: '{ version }' }),
    'large.json': listed(`{ version } #${'x'.repeat(70_000)}`),
    'empty.json': JSON.stringify({ [sha256('')]: '' }),
    'torn.json': '{ "a": ',
    'list.json': '[]',
    '.hidden.json': '{',
    'notes.txt': 'nothing',
  });
  const { mistakes, message } = await refusal(folder, {
    NODE_ENV: 'production',
    OIDC_ISSUER: 'https://login.example.org',
    JWT_AUDIENCE: 'm',
  });
  const clients = mistakes.map(({ given }) => given?.split(' ')[0]);
  expect(clients).toEqual(['changed', 'empty', 'large', 'list', 'old', 'old', 'old', 'old', 'sha1', 'torn']);
  expect(message).toContain(`TRUSTED_DOCUMENTS is "changed ${sha256('{ version }')}": the hash is not that of its text.`);
  expect(message).toContain('Cannot query field "colour" on type "Case".');
  expect(message).toMatch(/hashAlgorithm: "sha256"/);
  for (const { why, works } of mistakes) for (const text of [why, works]) expect(text['zh-CN'].length * text.en.length).toBeGreaterThan(9);
});

test('a document of staff refuses the start of a gateway for residents', async () => {
  const folder = await folderOf({ 'desk.json': listed('{ awaitedReviews { id } }'), 'town-app.json': listed('{ viewer { id } }') });
  expect((await trustedAt(folder)).texts.size).toBe(2);
  const part = composeSchema(withCapabilities([business, community]), { isDevelopment: false, forResidents: true });
  const start = readTrusted(readConfig({ TRUSTED_DOCUMENTS: folder }, []), part.schema);
  await expect(start).rejects.toThrow(/\(1\):[^]*desk [^]*Cannot query field "awaitedReviews"/);
});

test.each([
  ['a place that is not there', async () => '/nowhere/manifests', /cannot be read \(ENOENT\)/],
  ['a folder without a manifest', () => folderOf({ 'notes.txt': '' }), /there is no document in it/],
  ['a manifest without a document', () => folderOf({ 'app.json': '{}' }), /there is no document in it/],
  ['a manifest of more than 8 MB', () => folderOf({ 'app.json': ' '.repeat(8 * 1024 * 1024 + 1) }), /larger than 8 MB/],
])('%s refuses the start', async (_what, place, message) => expect((await refusal(await place())).message).toMatch(message));

test('strict mode without a manifest, and a mode that is none, are mistakes', () => {
  const start = (env: Record<string, string>) => () => readConfig(env, []);
  expect(start({ TRUSTED_DOCUMENTS_ONLY: 'true' })).toThrow(/TRUSTED_DOCUMENTS is not set/);
  expect(start({ TRUSTED_DOCUMENTS: '/x', TRUSTED_DOCUMENTS_ONLY: 'yes' })).toThrow(/it is neither true nor false/);
  expect(readConfig({ TRUSTED_DOCUMENTS: '/x', TRUSTED_DOCUMENTS_ONLY: 'true' }, []).trusted).toEqual({ place: '/x', only: true });
});
