import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeys } from '@maplebridge/audit';
import { environment, readConfig } from '@maplebridge/gateway';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Line {
  readonly word: string;
  readonly rest: string;
}

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

/** Instructions in order; lines that go on are joined, comments are left out. */
const dockerfile: readonly Line[] = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ word: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const all = (word: string): readonly string[] => dockerfile.filter((line) => line.word === word).map(({ rest }) => rest);
const lastStage = dockerfile.slice(dockerfile.map(({ word }) => word).lastIndexOf('FROM'));

const compose = parse(read('docker-compose.yml')) as {
  readonly services: Readonly<Record<'gateway' | 'database', Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const { gateway, database } = compose.services;

test('the Dockerfile has instructions that Docker knows, and nothing else', () => {
  const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD'];
  expect(dockerfile.filter(({ word }) => !known.includes(word))).toEqual([]);
  expect(all('FROM')).toHaveLength(2);
});

test('the process in the image is not root, and writes only where it may', () => {
  const user = lastStage.findIndex(({ word }) => word === 'USER');
  expect(lastStage[user]?.rest).toBe('node');
  expect(lastStage.slice(user).map(({ word }) => word)).not.toContain('RUN');
  expect(all('RUN').filter((command) => command.includes('sudo') || command.includes('curl'))).toEqual([]);
});

test('images have versions: none is the latest of whenever it was built', () => {
  const images = [...all('FROM').map((from) => from.split(' ')[0] ?? ''), gateway.image, database.image];
  for (const image of images) expect(image).toMatch(/^[a-z]+:\d[\w.-]*$/);
  expect(database.image).toMatch(/^postgres:18\b/);
});

test('everything that is copied exists, and the engine is sent all of it', () => {
  const copied = all('COPY')
    .filter((copy) => !copy.startsWith('--from'))
    .flatMap((copy) => copy.split(' ').slice(0, -1));
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const kept = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.filter((path) => !kept.includes(path))).toEqual([]);
  for (const word of ['secrets', '.maplebridge', '.git']) expect(kept).not.toContain(word);
});

test('what the image compiles are packages of the workspace, and its command is what they compile to', () => {
  const compiled =
    all('RUN')
      .find((command) => command.includes('tsc'))
      ?.split(' ')
      .slice(3) ?? [];
  expect(compiled.filter((folder) => !existsSync(join(root, folder, 'tsconfig.json')))).toEqual([]);
  expect(compiled).toContain('packages/cli');
  expect(JSON.parse(all('CMD').at(-1) ?? '')).toEqual(['node', 'gateway/dist/main.js']);
});

test('both services say when they are well, and the gateway waits for the database', () => {
  const command: unknown = JSON.parse(/CMD (\[.*\])/.exec(all('HEALTHCHECK')[0] ?? '')?.[1] ?? 'null');
  expect(String(command)).toContain('/readyz');
  expect(database.healthcheck?.test.slice(0, 2)).toEqual(['CMD', 'pg_isready']);
  expect(gateway.depends_on?.['database']?.condition).toBe('service_healthy');
});

test('the gateway is reached from this machine only, and the database from no other', () => {
  expect(gateway.ports).toEqual(['127.0.0.1:${PORT:-4000}:4000']);
  expect(database.ports).toBeUndefined();
  expect(all('EXPOSE')).toEqual(['4000']);
});

test('no secret stands in a file that is checked in, and none has a default', () => {
  const used = [...gateway.secrets, ...database.secrets];
  expect(used.filter((secret) => compose.secrets[secret]?.file !== `secrets/${secret}`)).toEqual([]);
  const makes = read('gateway/docker/secrets.sh');
  expect(Object.keys(compose.secrets).filter((secret) => !makes.includes(`keep ${secret} `))).toEqual([]);
  const values = Object.entries({ ...gateway.environment, ...database.environment });
  const secretive = values.filter(([name]) => /PASSWORD|SECRET|KEY$|KEY_FILE|DATABASE_URL/.test(name));
  expect(secretive.length).toBeGreaterThan(3);
  for (const [, value] of secretive) expect(value).toMatch(/^\/run\/secrets\/\w+$/);
});

test('every variable that the gateway is given is one that it reads', () => {
  const known = Object.keys(environment.shape);
  expect(Object.keys(gateway.environment).filter((name) => !known.includes(name.replace(/_FILE$/, '')))).toEqual([]);
  expect(gateway.environment).toMatchObject({
    OIDC_ISSUER: expect.stringMatching(/:\?/),
    JWT_AUDIENCE: expect.stringMatching(/:\?/),
  });
});

test('data outlives the containers, and what the database runs at first exists', () => {
  expect(database.volumes).toContain('database:/var/lib/postgresql');
  expect(gateway.volumes).toEqual(['home:/var/lib/maplebridge']);
  expect(Object.keys(compose.volumes).sort()).toEqual(['database', 'home']);
  const script = database.volumes.find((volume) => volume.includes('initdb.d'))?.split(':')[0] ?? '';
  expect(read(script)).toContain('create role maplebridge_migrator login createrole');
});

test('the gateway of the image starts on the environment that compose and Dockerfile give it', () => {
  const fromImage = Object.fromEntries(all('ENV').flatMap((line) => line.split(/\s+/).map((pair) => pair.split('=') as [string, string])));
  const given = { OIDC_ISSUER: 'https://login.example.org', JWT_AUDIENCE: 'a', PUBLIC_URL: 'https://cases.example.org' };
  const filled = Object.entries(gateway.environment).map(([name, value]) => {
    const known: string | undefined = given[name as keyof typeof given];
    return [name, known ?? value.replace(/^\$\{\w+(:-(.*))?\}$/, '$2')];
  });
  const secrets: Readonly<Record<string, string>> = {
    database_url: `postgres://maplebridge_run:${'5f2a9c'.repeat(8)}@database/maplebridge`,
    database_admin_url: `postgres://maplebridge_migrator:${'0b7e31'.repeat(8)}@database/maplebridge`,
    master_key: Buffer.alloc(32, 7).toString('base64'),
    audit_signing_key: makeKeys().privatePem.trim(),
  };
  const config = readConfig({ ...fromImage, ...Object.fromEntries(filled) }, [], (path) => secrets[path.split('/').at(-1) ?? ''] ?? '');
  expect(config).toMatchObject({
    mode: 'production',
    host: '0.0.0.0',
    database: { url: secrets.database_url },
    masterKey: secrets.master_key,
    audit: { signingKey: secrets.audit_signing_key, checkpoints: '/var/lib/maplebridge/checkpoints' },
  });
});
