import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { expressionsIn } from './find';
import { judge, type Verdict } from './judge';
import { sourcesIn } from './sources';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'expressions-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function planted(text: string): readonly Verdict[] {
  const file = join(folder, 'planted.ts');
  writeFileSync(file, text);
  return sourcesIn(folder).flatMap(expressionsIn).map(judge);
}

test.each([
  ['a literal', String.raw`export const one = /^(a+)+$/;`, 'exponential'],
  ['a text given to RegExp', String.raw`export const one = new RegExp('(\\w+\\s?)*$', 'i');`, 'exponential'],
  ['a text put together from constants', "const word = '(a|a)*';\nexport const one = RegExp(['^', `${word}$`].join(''));", 'exponential'],
  ['a text given to match', "export const one = (text: string) => text.match('(a*)*$');", 'exponential'],
  ['a tail that is looked for from everywhere', String.raw`export const one = (text: string) => text.replace(/\s+$/, '');`, '2nd degree'],
])('%s that backtracks without end is found with its line and an attack', (_, text, says) => {
  expect(planted(text)).toEqual([
    expect.objectContaining({ isSafe: false, says: expect.stringContaining(says), attack: expect.stringContaining('.repeat(') }),
  ]);
});

test('the attack that is named does what is said', () => {
  const [{ attack } = { attack: null }] = planted('export const one = /^(a|a)*$/;');
  expect(attack).toMatch(/^[^;]*'a'\.repeat\(\d+\)/);
  const took = (count: number): number => {
    const began = performance.now();
    /^(a|a)*$/.test(`${'a'.repeat(count)}\0`);
    return performance.now() - began;
  };
  // Four more letters are sixteen times the time; twice would be linear with a wide margin.
  expect(took(24)).toBeGreaterThan(4 * took(20));
});

test('what is put together at run time is not taken for safe, nor is what cannot be read', () => {
  expect(planted('export const one = (word: string) => new RegExp(word);')).toMatchObject([{ isSafe: false, source: null }]);
  expect(planted("const a = 'x';\nexport const one = (a: string) => new RegExp(a);")).toMatchObject([{ isSafe: false, source: null }]);
  expect(planted("export const one = new RegExp('(');")).toMatchObject([{ isSafe: false, says: 'unknown (invalid)' }]);
});

test('an ordinary expression is safe, and its line is the one it stands in', () => {
  expect(planted(String.raw`// first${'\n'}export const one = /^1[3-9]\d{9}$/u;`)).toMatchObject([{ isSafe: true, line: 2, says: 'safe' }]);
});

/** Were a plugin able to declare a pattern as data, one would have to be judged at every start. */
test('the contract has no place where a plugin could declare a pattern', () => {
  const contract = resolve(__dirname, '..', '..', 'packages', 'contract', 'src');
  expect(readdirSync(contract).length).toBeGreaterThan(10);
  const named = sourcesIn(contract).flatMap((file) => {
    const names: string[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'RegExp') names.push('RegExp');
      if (ts.isPropertySignature(node) && /pattern|regex|matches/i.test(node.name.getText())) names.push(node.name.getText());
      ts.forEachChild(node, look);
    };
    look(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
    return names;
  });
  expect(named).toEqual([]);
});
