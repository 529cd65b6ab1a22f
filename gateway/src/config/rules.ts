import { isLoopback, type Environment } from './environment';
import type { Mistake } from './mistakes';

/** What was readable; a variable with a mistake of its own is left out, so that nothing is complained about twice. */
export type ReadableEnvironment = Partial<Environment>;

/** Rules between variables. */
export function mistakesBetween(env: ReadableEnvironment): readonly Mistake[] {
  return [...tokenMistakes(env), ...databaseMistakes(env), ...keyMistakes(env)];
}

/** The development issuer signs for anybody who can read this machine: it never leaves it. */
export const mayIssueTokens = (env: ReadableEnvironment): boolean =>
  env.NODE_ENV !== 'production' && env.HOST !== undefined && isLoopback(env.HOST);

function tokenMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.JWKS_URL !== undefined) return missingBesideKeys(env);
  if (!('JWKS_URL' in env)) return [];
  if (env.HOST === undefined || mayIssueTokens(env)) return strayIssuer(env);
  const why =
    env.NODE_ENV === 'production'
      ? 'with NODE_ENV=production there is no development issuer, so nobody could sign in.'
      : `the development issuer works on a loopback HOST only, and HOST is ${env.HOST}.`;
  return [
    {
      variable: 'JWKS_URL',
      why,
      works: 'the key set of your issuer with JWT_ISSUER and JWT_AUDIENCE, or HOST=127.0.0.1 without NODE_ENV=production.',
    },
  ];
}

function missingBesideKeys(env: ReadableEnvironment): readonly Mistake[] {
  return (['JWT_ISSUER', 'JWT_AUDIENCE'] as const)
    .filter((variable) => variable in env && env[variable] === undefined)
    .map((variable) => ({
      variable,
      why: 'with JWKS_URL a token of any issuer or for any audience would be taken.',
      works: variable === 'JWT_ISSUER' ? 'the exact `iss` of your tokens.' : 'the exact `aud` of your tokens, for example maplebridge.',
    }));
}

function strayIssuer(env: ReadableEnvironment): readonly Mistake[] {
  if (env.JWT_ISSUER === undefined) return [];
  return [
    {
      variable: 'JWT_ISSUER',
      given: env.JWT_ISSUER,
      why: 'it means nothing without JWKS_URL.',
      works: 'set JWKS_URL too, or leave both out.',
    },
  ];
}

function databaseMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.MIGRATION_DATABASE_URL === undefined || !('DATABASE_URL' in env) || env.DATABASE_URL !== undefined) return [];
  return [
    {
      variable: 'DATABASE_URL',
      why: 'MIGRATION_DATABASE_URL is set, but the run-time login is not.',
      works: 'both URLs (two logins of one database), or neither for the embedded PostgreSQL.',
    },
  ];
}

/** A key in a file of one machine is lost with the machine, and other gateways of the database would not have it. */
function keyMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.NODE_ENV !== 'production' || env.DATABASE_URL === undefined) return [];
  if (!('MAPLEBRIDGE_MASTER_KEY' in env) || env.MAPLEBRIDGE_MASTER_KEY !== undefined) return [];
  return [
    {
      variable: 'MAPLEBRIDGE_MASTER_KEY',
      why: 'in production it seals personal values, and every gateway of the database needs the same one.',
      works: 'the output of: openssl rand -base64 32, best through MAPLEBRIDGE_MASTER_KEY_FILE. Keep it with your backups.',
    },
  ];
}
