import { openOutside, type Outside } from './outside';

let outside: Outside;
beforeAll(async () => (outside = await openOutside()));
afterAll(() => outside.close());

/** A whole plugin in JavaScript; each test spoils one thing in it. */
const sound = `
const { defineCaseType, defineJurisdiction, field, label, text } = require('@maplebridge/contract');
const { caseResolver } = require('@maplebridge/graph');
class Details {}
field(text(20), { class: 'internal', label: label('物', 'thing'), description: 'What it is about.' })(Details.prototype, 'thing');
const type = defineCaseType({
  name: 'lost-thing', label: label('失物', 'Lost thing'), description: 'Something was lost.', details: Details, initial: 'lost',
  posts: { keeper: { label: label('保管员', 'keeper') } },
  states: {
    lost: { phase: 'intake', label: label('丢失', 'lost') },
    found: { phase: 'closed', outcome: 'resolved', label: label('找到', 'found') },
  },
  moves: { find: { from: 'lost', to: 'found', by: { post: ['keeper'] }, label: label('找到', 'find') } },
  sees: { post: { keeper: 'unit' } }, openedBy: ['resident'],
});
exports.jurisdiction = defineJurisdiction({
  name: 'lost-property', version: '1.0.0', label: label('失物招领', 'Lost property'), contract: '^1.0.0', caseTypes: [type], resolvers: [caseResolver(type)],
});
`;

/** The sound plugin with some text replaced; fails when the text is not there. */
function spoilt(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((source, [from, to]) => {
    if (!source.includes(from)) throw new Error(`the sound plugin has no ${from}`);
    return source.replace(from, to);
  }, sound);
}

async function mistakesIn(source: string): Promise<string> {
  await outside.write({ 'bad/index.js': source });
  return (await outside.mistakes({ folder: 'bad' })).join('\n');
}

test('a plugin in JavaScript of one file loads', async () => {
  await outside.write({ 'good/index.js': sound });
  const { jurisdictions } = await outside.load({ folder: 'good' });
  expect(jurisdictions).toMatchObject([
    { name: 'lost-property', caseTypes: [{ name: 'lost-thing', fields: [{ name: 'thing', class: 'internal' }] }] },
  ]);
});

const way = (declared: string): string => spoilt(["contract: '^1.0.0'", `contract: '^1.0.0', ${declared}`]);

test.each<[string, string, string]>([
  [
    'another contract',
    spoilt(["'^1.0.0'", "'^9'"]),
    '"lost-property": it was written for contract ^9, and this platform has contract 1.3.0. Use a version of the plugin for 1.3.0',
  ],
  [
    'a lifecycle without an exit',
    spoilt(["to: 'found', by", 'by']),
    '"lost-property": case type "lost-thing": state "lost" has no way to a closed state. A case gets stuck there by: lost',
  ],
  [
    'a field without a class',
    spoilt(["class: 'internal', ", '']),
    'details: "thing" has no class; classes are public, internal, contact, identity, health, minor, location',
  ],
  ['a label in one language', spoilt(["label('丢失', 'lost')", "{ en: 'lost' }"]), 'zh-CN'],
  [
    'cases that nobody sees',
    spoilt(["sees: { post: { keeper: 'unit' } }", 'sees: {}']),
    'nobody sees its cases: name a side, a post or an assignment in "sees".',
  ],
  ['a job', way("jobs: [{ name: 'sweep' }]"), 'jobs "sweep": this way in is not carried yet. Leave it out until the platform does.'],
  ['an HTTP route', way("httpRoutes: [{ path: '/lost' }]"), 'httpRoutes "/lost": this way in is not carried yet.'],
  ['a sub-command', way("subCommands: [{ name: 'search' }]"), 'subCommands "search": this way in is not carried yet.'],
  ['a message', way("messages: [{ name: 'found' }]"), 'messages "found": this way in is not carried yet.'],
  [
    'no jurisdiction',
    spoilt(['exports.jurisdiction', 'exports.plugin']),
    'plugins[0] (folder "bad"): it exports no "jurisdiction" (it exports plugin). Write: export const jurisdiction = defineJurisdiction(',
  ],
  [
    'a case type made by hand',
    spoilt(['caseTypes: [type]', "caseTypes: [{ name: 'lost-thing' }]"]),
    'Make it with defineJurisdiction and defineCaseType.',
  ],
  [
    'a module that is nowhere',
    `require('left-pad-of-lost-things');${sound}`,
    'it imports "left-pad-of-lost-things", which is neither in the plugin nor in this clone. Install it here, or do without it.',
  ],
  ['code that throws', `${sound}\nthrow new Error('the cupboard is empty');`, 'it failed while it was loaded: the cupboard is empty ('],
])('%s is refused, and the message says what would work', async (_what, source, words) =>
  expect(await mistakesIn(source)).toContain(words),
);

test('two plugins with one case type are both named', async () => {
  await outside.write({ 'good/index.js': sound, 'twin/index.js': spoilt(["name: 'lost-property'", "name: 'found-property'"]) });
  const mistakes = await outside.mistakes({ folder: 'good' }, { folder: 'twin' });
  expect(mistakes).toContain('the case type "lost-thing" is claimed by "lost-property" and "found-property"; rename one.');
});

test('the same plugin twice is one mistake that names both entries', async () => {
  await outside.write({ 'good/index.js': sound, 'again/index.js': sound });
  expect(await outside.mistakes({ folder: 'good' }, { folder: 'again' })).toEqual([
    'plugins[0] (folder "good") and plugins[1] (folder "again") are both the jurisdiction "lost-property". Take one out, or rename one of the plugins.',
  ]);
});

test('everything that is wrong with all plugins comes in one message', async () => {
  await outside.write({ 'nine/index.js': spoilt(["'^1.0.0'", "'^9'"]), 'silent/index.js': '' });
  const mistakes = await outside.mistakes(
    { folder: 'nine' },
    { folder: 'silent' },
    { folder: 'nowhere' },
    { package: '@maplebridge/nothing' },
    { archive: 'no.tgz' },
    { packages: 'x' },
  );
  expect(mistakes.map((one) => one.split(':')[0])).toEqual([
    expect.stringContaining('maplebridge.config.json'),
    'plugins[1] (folder "silent")',
    'plugins[2] (folder "nowhere")',
    'plugins[3] (package "@maplebridge/nothing")',
    'plugins[4] (archive "no.tgz")',
    '"lost-property"',
  ]);
});
