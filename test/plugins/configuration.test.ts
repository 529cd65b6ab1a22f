import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { configJsonSchema } from '@maplebridge/gateway';
import { composeSchema } from '@maplebridge/graph';
import { clone, openOutside, type Outside } from './outside';

const run = promisify(execFile);
let outside: Outside;
beforeEach(async () => (outside = await openOutside()));
afterEach(() => outside.close());

const bring = (fixture: string, as: string): Promise<void> => cp(join(__dirname, fixture), join(outside.folder, as), { recursive: true });

/** What a process of its own, running what was built, makes of the configuration: no module system of the tests is in between. */
async function startedWith(...plugins: readonly object[]): Promise<{ readonly openings: unknown; readonly fields: readonly string[] }> {
  await outside.write({ 'maplebridge.config.json': JSON.stringify({ plugins }) });
  const script = `
    const { loadPlugins } = require('@maplebridge/gateway');
    const { composeSchema } = require('@maplebridge/graph');
    const [configFile, home, root] = process.argv.slice(1);
    loadPlugins({ configFile, home, root }).then(({ jurisdictions, openings }) => {
      const { schema } = composeSchema(jurisdictions, { isDevelopment: true });
      const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => Object.keys(type.getFields()));
      process.stdout.write(JSON.stringify({ openings, fields }));
    });`;
  const { stdout } = await run(process.execPath, ['-e', script, join(outside.folder, 'maplebridge.config.json'), outside.home, clone], {
    cwd: clone,
  });
  return JSON.parse(stdout) as { openings: unknown; fields: readonly string[] };
}

test('a property fee plugin is under 150 lines, and the configuration of the clone does not name it', async () => {
  const sources = (await readdir(join(__dirname, 'property-fee'))).sort();
  expect(sources).toEqual(['case.ts', 'details.ts', 'index.ts', 'migrations.ts', 'package.json', 'resolvers.ts']);
  const texts = await Promise.all(sources.map((file) => readFile(join(__dirname, 'property-fee', file), 'utf8')));
  expect(texts.join('').split('\n').length).toBeLessThan(150);
  expect(await readFile(join(clone, 'maplebridge.config.json'), 'utf8')).not.toContain('property-fee');
});

test('a folder outside of the clone becomes a plugin by one line of configuration, and goes with it', async () => {
  await bring('property-fee', 'fees');
  const others = [{ package: '@maplebridge/community-disputes' }];
  const before = await startedWith(...others);
  const during = await startedWith(...others, { folder: 'fees', units: ['330681'] });
  const after = await startedWith(...others);
  expect(during.openings).toEqual([
    { jurisdiction: 'community-disputes', units: [] },
    { jurisdiction: 'property-fee-disputes', units: ['330681'] },
  ]);
  const added = during.fields.filter((field) => !before.fields.includes(field));
  expect(added).toEqual(
    expect.arrayContaining(['propertyFeeDispute', 'openPropertyFeeDispute', 'movePropertyFeeDispute', 'propertyFeeDisputeAgreed']),
  );
  expect(after).toEqual(before);
}, 120_000);

test('the same plugin comes packed by npm, and is installed without a network or a script', async () => {
  await bring('property-fee', 'fees');
  const { stdout } = await run('npm', ['pack', '--offline', '--silent'], {
    cwd: join(outside.folder, 'fees'),
    shell: process.platform === 'win32',
  });
  await rename(join(outside.folder, 'fees', stdout.trim()), join(outside.folder, 'fees.tgz'));
  const { openings, fields } = await startedWith({ archive: './fees.tgz' });
  expect(openings).toEqual([{ jurisdiction: 'property-fee-disputes', units: [] }]);
  expect(fields).toContain('propertyFeeDisputesInMediation');
}, 120_000);

test('a plugin that uses every way in loads, composes and reaches Case, Unit and Place', async () => {
  await bring('all-ways', 'parking');
  const { jurisdictions } = await outside.load({ folder: 'parking' });
  const [parking] = jurisdictions;
  expect(parking?.consumers?.map(({ name }) => name)).toEqual(['visitCounts']);
  expect(parking?.relations?.map(({ name }) => name)).toEqual(['surveyor']);
  const { schema } = composeSchema(jurisdictions, { isDevelopment: true });
  for (const type of ['Case', 'Unit', 'Place', 'DormantCase']) expect(schema.getType(type)).toMatchObject({ name: type });
  const fieldsOf = (type: string): unknown => schema.getType(type)?.toConfig();
  for (const type of ['Case', 'Unit', 'Place', 'DormantCase', 'ParkingDispute'])
    expect(fieldsOf(type)).toHaveProperty('fields.parkingVisits');
  expect(schema.getMutationType()?.getFields()).toHaveProperty('recordParkingDisputeVisit');
});

test('the four plugins of the clone load as its own configuration names them', async () => {
  const own = JSON.parse(await readFile(join(clone, 'maplebridge.config.json'), 'utf8')) as { $schema: string; plugins: object[] };
  const { jurisdictions } = await outside.load(...own.plugins);
  expect(jurisdictions.map(({ name }) => name)).toEqual([
    'medical-disputes',
    'night-market-disputes',
    'business-environment',
    'community-disputes',
  ]);
  expect(JSON.parse(await readFile(join(clone, own.$schema), 'utf8'))).toEqual(configJsonSchema());
});
