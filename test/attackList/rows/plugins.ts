import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEmptyDatabase } from '@maplebridge/testkit';
import type { Row } from '../row';
import { alike } from '../send';
import { exitOf, refusal, withFiles } from '../starting';
import { beDurable, type World } from '../world';

/** A whole plugin in JavaScript, with something more in it. */
const plugin = (code: string, more = ''): string => `
const { defineCaseType, defineJurisdiction, field, label, text } = require('@maplebridge/contract');
const { access, caseResolver } = require('@maplebridge/graph');
const { ObjectType, Query, Resolver } = require('type-graphql');
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
const resolvers = [caseResolver(type)];
${code}
exports.jurisdiction = defineJurisdiction({
  name: 'lost-property', version: '1.0.0', label: label('失物招领', 'Lost property'), contract: '^1.0.0', caseTypes: [type], resolvers, ${more}
});`;

interface Given {
  readonly code: string;
  readonly manifest?: object;
  readonly config?: string;
}

/** How a gateway with this plugin ends, on a database of its own; and what else the work finds in the plugin's folder. */
async function startWith(world: World, { code, manifest, config }: Given, look: (folder: string, said: string) => string): Promise<string> {
  const database = await openEmptyDatabase();
  await beDurable(database.url);
  const files = {
    'maplebridge.config.json': config ?? '{"plugins":[{"folder":"plugin"}]}',
    'plugin/index.js': code,
    ...(manifest === undefined ? {} : { 'plugin/package.json': JSON.stringify(manifest) }),
  };
  try {
    return await withFiles(files, async (folder) => {
      const env = {
        MAPLEBRIDGE_CONFIG: join(folder, 'maplebridge.config.json'),
        MAPLEBRIDGE_MASTER_KEY: randomBytes(32).toString('base64'),
      };
      return look(folder, await refusal({ database, issuer: world.issuer }, env));
    });
  } finally {
    await database.close();
  }
}

const overriding = (kind: string): string => `
${kind === 'type' ? "class Case {}; ObjectType('Case', { description: 'Mine.' })(Case);" : 'const Case = String;'}
class Mine { ${kind === 'type' ? 'lostCase' : 'viewer'}() { return null; } }
const at = (name) => {
  const descriptor = Object.getOwnPropertyDescriptor(Mine.prototype, name);
  access('signedIn')(Mine.prototype, name, descriptor);
  Query(() => Case, { nullable: true, description: 'Mine.' })(Mine.prototype, name, descriptor);
};
at('${kind === 'type' ? 'lostCase' : 'viewer'}');
Resolver()(Mine);
resolvers.push(Mine);`;

const migrating = (statement: string): string =>
  `migrations: [{ at: Date.UTC(2026, 0, 5), name: 'Evil', up: [${JSON.stringify(statement)}] }],`;

const leaving = [
  'drop table core."case"',
  'alter role current_user superuser',
  "copy (select 1) to program 'true'",
  'create table public.mine (a integer)',
  'grant maplebridge_privacy to current_user',
];

/** Rows about plugins that want more than is theirs. */
export const pluginRows: readonly Row[] = [
  {
    row: 'A085',
    sent: '__proto__ and constructor in maplebridge.config.json',
    expected: 'exit 78, the key named',
    run: async (world) => {
      const configs = [
        '{"plugins":[],"__proto__":{"polluted":1}}',
        '{"plugins":[{"folder":"plugin","constructor":{"prototype":{"polluted":1}}}]}',
      ];
      const ends: string[] = [];
      for (const config of configs)
        ends.push(
          await startWith(world, { code: plugin(''), config }, (_folder, said) =>
            /__proto__|constructor/.test(said) ? `${exitOf(said)}, the key named` : `${exitOf(said)}, unnamed`,
          ),
        );
      return alike(ends);
    },
  },
  {
    row: 'A108',
    sent: 'a plugin with the root field viewer, and one with the type Case',
    expected: 'exit 78, plugin and name named',
    run: async (world) => {
      const ends: string[] = [];
      for (const [kind, name] of [
        ['field', 'viewer'],
        ['type', 'Case'],
      ] as const)
        ends.push(
          await startWith(world, { code: plugin(overriding(kind)) }, (_folder, said) =>
            said.includes('lost-property') && said.includes(name) ? `${exitOf(said)}, plugin and name named` : said,
          ),
        );
      return alike(ends);
    },
  },
  {
    row: 'A109',
    sent: 'migrations that drop, grant, run a program or leave their schema',
    expected: 'exit 1',
    run: async (world) => {
      const ends: string[] = [];
      for (const statement of leaving)
        ends.push(
          await startWith(world, { code: plugin('', migrating(statement)) }, (_folder, said) => {
            const isDenied = /permission denied|must (?:be|have)|may not|only roles/i.test(said);
            return isDenied ? exitOf(said) : `${statement}: ${said.slice(-300)}`;
          }),
        );
      return alike(ends);
    },
  },
  {
    row: 'A110',
    sent: 'a plugin with scripts, for another contract and another graphql',
    expected: 'exit 78, nothing was run',
    run: (world) => {
      const scripts = { preinstall: 'touch ran', install: 'touch ran', postinstall: 'touch ran', prepare: 'touch ran' };
      const manifest = { name: 'lost-property', main: 'index.js', scripts, peerDependencies: { graphql: '^17.0.0' } };
      return startWith(world, { code: plugin('').replace("'^1.0.0'", "'^9'"), manifest }, (folder, said) => {
        const isNamed = said.includes('graphql ^17.0.0');
        const hasRun = existsSync(join(folder, 'plugin', 'ran'));
        return `${exitOf(said)}, ${isNamed ? '' : 'unnamed, '}${hasRun ? 'a script' : 'nothing'} was run`;
      });
    },
  },
];
