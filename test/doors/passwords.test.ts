import { ConfigMistakes, readConfig, type Mistake } from '@maplebridge/gateway';

const production = {
  NODE_ENV: 'production',
  OIDC_ISSUER: 'https://login.example.org',
  JWT_AUDIENCE: 'maplebridge',
  MAPLEBRIDGE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

function mistakesOf(env: Record<string, string>): readonly Mistake[] {
  try {
    readConfig(env, []);
    return [];
  } catch (error) {
    if (error instanceof ConfigMistakes) return error.mistakes;
    throw error;
  }
}

const good = 'postgres://maplebridge_run:8f1c0b7e5d2a94c3@db/cases';
const weak = (url: string): string | undefined => mistakesOf({ ...production, DATABASE_URL: url })[0]?.why.en;

test.each([
  ['short', 'postgres://run:hunter2@db/cases', 'shorter than 12'],
  ['the login itself', 'postgres://maplebridge_run:maplebridge_run@db/cases', 'name of the login'],
  ['the login with a year', 'postgres://maplebridge_run:Maplebridge-Run-2026@db/cases', 'name of the login'],
  ['the host', 'postgres://run:db.example.org@db.example.org/cases', 'name of the login, the host'],
  ['the database', 'postgres://run:fengqiao-cases@db/fengqiao-cases', 'the database'],
  ['a common word', 'postgres://run:postgres1234@db/cases', 'common word'],
  ['another', 'postgres://run:Maplebridge2026%21@db/cases', 'common word'],
  ['one twice', 'postgres://run:password-password@db/cases', 'common word'],
  ['digits', 'postgres://run:123456789012@db/cases', 'common word'],
  ['one letter', 'postgres://run:aaaaaaaaaaaaaaaa@db/cases', 'few characters'],
  ['in a parameter', 'postgres://db/cases?user=run&password=postgres', 'shorter than 12'],
  ['none over a network', 'postgres://run@db/cases', 'no password'],
])('a password of the database that is weak refuses a start in production: %s (A111)', (_kind, url, why) => {
  expect(weak(url)).toContain(why);
});

test.each([
  good,
  'postgres://run:%E6%9E%AB%E6%A1%A5%E7%BB%8F%E9%AA%8C%E6%B7%B1%E8%80%95%E5%96%84%E6%B2%BB%E6%BA%90%E5%A4%B4%E5%9F%BA%E5%B1%82@db/cases',
  'postgres://run@127.0.0.1/cases',
  'postgres://run@[::1]/cases',
  'postgres://run@localhost/cases',
  'postgres:///cases?user=run',
  'postgres:///cases?host=/var/run/postgresql&user=run',
  'postgres://run@%2Fvar%2Frun%2Fpostgresql/cases',
  'postgres://run@db/cases?sslcert=/run/secrets/cert.pem&sslkey=/run/secrets/key.pem',
])('a start in production takes %s', (url) => expect(weak(url)).toBeUndefined());

test('both logins are looked at, all is told at once with everything else, and no password is shown', () => {
  const env = {
    ...production,
    DATABASE_URL: 'postgres://run:hunter2@db/x',
    DATABASE_ADMIN_URL: 'postgres://m:postgres12345@db/x',
    LOG_LEVEL: 'loud',
  };
  const mistakes = mistakesOf(env);
  expect(mistakes.map(({ variable }) => variable)).toEqual(['LOG_LEVEL', 'DATABASE_URL', 'DATABASE_ADMIN_URL']);
  expect(JSON.stringify(mistakes)).not.toMatch(/hunter2|postgres12345/);
  expect(mistakesOf({ ...env, LOG_LEVEL: 'info', DATABASE_URL: good, DATABASE_ADMIN_URL: good })).toEqual([]);
});

test('on a machine of one’s own nobody is kept from trying, and a HOST that others reach is production', () => {
  expect(mistakesOf({ DATABASE_URL: 'postgres://postgres:postgres@db/x' })).toEqual([]);
  const { NODE_ENV: _production, ...open } = production;
  const mistakes = mistakesOf({ ...open, HOST: '0.0.0.0', DATABASE_URL: 'postgres://postgres:postgres@db/x' });
  expect(mistakes.map(({ variable }) => variable)).toEqual(['DATABASE_URL']);
});
