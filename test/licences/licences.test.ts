import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { judgeAnswer } from './advisories';
import { directFaults } from './direct';
import { fault, refusal } from './licence';
import { readLock, shippedPackages } from './lock';

const root = resolve(__dirname, '..', '..');
const allowed = { MIT: 'a reason', ISC: 'a reason' };

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'licences-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, value: object | string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof value === 'string' ? value : JSON.stringify(value));
};
const installed = (manifest: object, entry: object = { version: '1.0.0' }): string | null => {
  write('node_modules/planted/package.json', { version: '1.0.0', ...manifest });
  return fault(folder, ['node_modules/planted', entry], allowed);
};

test('a licence of the list is well, alone or as one of a choice', () => {
  for (const license of ['MIT', '(MIT OR GPL-3.0-only)', '(MIT AND ISC)', { type: 'MIT' }]) expect(installed({ license })).toBeNull();
  expect(installed({ licenses: [{ type: 'GPL-2.0-only' }, { type: 'MIT' }] })).toBeNull();
});

test('a licence that is not on the list is named, and so is none', () => {
  expect(installed({ license: 'AGPL-3.0-only' })).toMatch(/^is under AGPL-3\.0-only/);
  expect(installed({ license: '(MIT AND GPL-3.0-only)' })).toMatch(/^is under/);
  expect(installed({ license: 'SEE LICENSE IN eula.txt' })).toBe('names "SEE LICENSE IN eula.txt", which is no SPDX expression');
  expect(installed({})).toBe('names no licence');
});

test('the lock file is not believed about what is installed, only about programs for other platforms', () => {
  expect(installed({ license: 'AGPL-3.0-only' }, { version: '1.0.0', license: 'MIT' })).toMatch(/^is under AGPL/);
  expect(installed({ license: 'MIT' }, { version: '2.0.0' })).toMatch(/npm ci/);
  expect(fault(folder, ['node_modules/absent', { version: '1.0.0', license: 'MIT' }], allowed)).toMatch(/npm ci/);
  expect(fault(folder, ['node_modules/absent', { optional: true, license: 'GPL-2.0-only' }], allowed)).toMatch(/^is under GPL/);
  expect(refusal('MIT', allowed)).toBeNull();
});

test('what is bundled into a page is shipped with all that it depends on, what is for building is not', () => {
  const paths = shippedPackages(readLock(root));
  expect(paths).toEqual(expect.arrayContaining(['node_modules/pg', 'node_modules/graphiql', 'node_modules/markdown-it']));
  expect(paths).not.toContain('node_modules/jest');
});

test('every dependency of ours has one version and its sentence in docs/pins.md', () => expect(directFaults(root)).toEqual([]));

test('a range and a missing sentence are both named', () => {
  cpSync(join(root, 'docs', 'pins.md'), join(folder, 'docs', 'pins.md'));
  for (const parent of ['packages', 'plugins']) mkdirSync(join(folder, parent));
  write('package.json', { dependencies: { pg: '^8.23.1', leftpad: '1.0.0' } });
  expect(directFaults(folder)).toEqual([
    './package.json asks for pg "^8.23.1": name one version',
    'pg ^8.23.1 of ./package.json has no sentence in docs/pins.md',
    'leftpad 1.0.0 of ./package.json has no sentence in docs/pins.md',
  ]);
});

const vulnerable = (severity: string) => ({
  vulnerabilities: {
    tar: { name: 'tar', severity, via: ['x', { title: 'writes outside its folder', url: 'https://github.com/advisories/GHSA-x' }] },
  },
});

test('a known weakness fails when it is high or critical, and is said when it is less', () => {
  expect(judgeAnswer(JSON.stringify(vulnerable('critical')))).toEqual({
    isWell: false,
    says: ['tar: critical, writes outside its folder (https://github.com/advisories/GHSA-x)'],
  });
  expect(judgeAnswer(JSON.stringify(vulnerable('high')))).toMatchObject({ isWell: false });
  expect(judgeAnswer(JSON.stringify(vulnerable('moderate')))).toMatchObject({ isWell: true, says: [expect.stringContaining('moderate')] });
  expect(judgeAnswer(JSON.stringify({ vulnerabilities: {} }))).toEqual({ isWell: true, says: ['No known weakness.'] });
});

test('a registry that does not answer is said to be silent, which is neither well nor a failure', () => {
  for (const answer of ['', 'npm error audit endpoint', JSON.stringify({ message: '405 Method Not Allowed', error: {} })])
    expect(judgeAnswer(answer)).toEqual({
      isWell: true,
      says: [expect.stringMatching(/^The registry could not be asked for known weaknesses/)],
    });
});
