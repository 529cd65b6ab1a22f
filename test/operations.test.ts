import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, readConfig } from '@maplebridge/gateway';

const read = (path: string): string => readFileSync(join(__dirname, '..', path), 'utf8');
const page = read('docs/operations.md');
const source = read('gateway/src/config/environment.ts');

/** Rows of the page's table: the variable, its default, what it is. */
const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, name = '', standard = '', what = '']) => ({
  name,
  standard,
  what,
}));
const inSource = Object.keys(environment.shape);

test('the page lists every variable that is read, in the same order, and no other', () => {
  expect(rows.map(({ name }) => name)).toEqual(inSource);
  expect(inSource.length).toBeGreaterThan(10);
});

test('the defaults of the page are those of a start without any variable', () => {
  const config = readConfig({}, []);
  const told = Object.fromEntries(rows.map(({ name, standard }) => [name, standard.replace(/`/g, '')]));
  expect(told).toMatchObject({
    PORT: String(config.port),
    HOST: config.host,
    LOG_LEVEL: config.logLevel,
    MAPLEBRIDGE_CONFIG: config.configFile,
    MAPLEBRIDGE_HOME: config.home,
    JWT_AUDIENCE: config.tokens.audience,
  });
  expect(config.tokens.kind).toBe('development');
  expect([config.database, config.publicUrl, config.masterKey, config.trustProxy, config.allowedOrigins]).toEqual([
    undefined,
    undefined,
    undefined,
    [],
    [],
  ]);
});

test('the page says of exactly those variables that they may stand in a file that may', () => {
  const listed = /secretVariables = \[([^\]]+)\]/.exec(source)?.[1]?.match(/[A-Z_]+/g);
  expect(rows.filter(({ name, what }) => what.includes(`\`${name}_FILE\``)).map(({ name }) => name)).toEqual(listed);
});

test('what the page demands of production is what a production start refuses without', () => {
  const start = (): unknown => readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://run@db/maplebridge' }, []);
  expect(start).toThrow(/OIDC_ISSUER is not set[\s\S]*MAPLEBRIDGE_MASTER_KEY is not set/);
  const partly = (): unknown => readConfig({ NODE_ENV: 'production', JWKS_URL: 'https://login.example.org/keys' }, []);
  expect(partly).toThrow(/JWT_ISSUER is not set[\s\S]*JWT_AUDIENCE is not set/);
});
