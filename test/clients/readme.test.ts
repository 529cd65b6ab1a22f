import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { blocksOf } from './readmeFiles';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = ['README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'docs/architecture.md', 'docs/operations.md', 'docs/api.md'];

test.each(pages)('every link of %s leads somewhere', (page) => {
  const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
  expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});

test.each(['README.md', 'README.zh-CN.md', 'docs/api.md'])('every GraphQL document of %s is one that the schema answers', (page) => {
  const schema = buildSchema(read('schema.graphql'));
  const documents = [...read(page).matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  expect(documents.length).toBeGreaterThan(2);
  for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
});

test('the plugin that the README shows is the one that is loaded by a test', () => {
  const source = read('test/plugins/property-fee/case.ts');
  expect(read('README.md')).toContain(source.slice(source.indexOf('/** ')));
});

test('the Chinese README and the API page show the same documents and programs as the README', () => {
  const original = blocksOf(read('README.md'));
  for (const page of ['README.zh-CN.md', 'docs/api.md'])
    for (const [name, text] of blocksOf(read(page))) if (original.has(name)) expect(text).toBe(original.get(name));
});
