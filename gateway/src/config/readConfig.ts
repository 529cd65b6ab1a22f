import { readFileSync } from 'node:fs';
import { label, type Language } from '@maplebridge/contract';
import { languageOfLocale } from '../language';
import type { Rates } from '../limits';
import type { Environment } from './environment';
import { ConfigMistakes, type Mistake } from './mistakes';
import { passwordMistakes } from './passwords';
import { mayIssueTokens, mistakesBetween } from './rules';
import { readSecrets, readVariables, retiredVariables, unknownVariables, type RawEnvironment } from './variables';

/** Who signs the tokens: an OpenID provider, an issuer whose keys are at a given address, or the one this process brings for development. */
export type TokenSource =
  | { readonly kind: 'provider'; readonly issuer: string; readonly audience: string }
  | { readonly kind: 'remote'; readonly jwksUrl: string; readonly issuer: string; readonly audience: string }
  | { readonly kind: 'development'; readonly audience: string };

/** This platform as a client of an OpenID provider. */
export interface PageClient {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: string;
  readonly publicUrl: string;
}

export interface Config {
  /** `development` only on a loopback HOST and without NODE_ENV=production: introspection, GraphiQL, suggestions in errors. */
  readonly mode: 'development' | 'production';
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. Links are built from it and never from a Host header. */
  readonly publicUrl?: string;
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** How much may be asked for over time, in values a second. */
  readonly rates: Rates;
  /** Absent: the embedded PostgreSQL. `adminUrl` is the migrator's login, `url` the one that serves requests. */
  readonly database?: { readonly url: string; readonly adminUrl?: string };
  /** Connections that serve requests, at most; one more listens. */
  readonly poolSize: number;
  readonly tokens: TokenSource;
  /** How pages sign in; absent: they cannot. The provider is that of `tokens`. */
  readonly pages?: PageClient;
  readonly logLevel: Environment['LOG_LEVEL'];
  /** Path of maplebridge.config.json. */
  readonly configFile: string;
  /** Where the embedded database, keys and leases live. */
  readonly home: string;
  /** 32 bytes in base64; absent: kept in a file of the home. */
  readonly masterKey?: string;
  /** Master keys of before, each 32 bytes in base64: they open what nobody has sealed anew yet. */
  readonly previousMasterKeys: readonly string[];
  /** Who signs checkpoints (PEM), and the folder they are written to; what is absent is kept in the home, in development. */
  readonly audit: { readonly signingKey?: string; readonly checkpoints?: string };
  /** `public`: residents' operations only, and everybody is answered as a resident. */
  readonly surface: Environment['SURFACE'];
  /** Where the manifests of clients are, and whether other documents are refused; absent: there are none. */
  readonly trusted?: { readonly place: string; readonly only: boolean };
  /** In which whoever starts the process is told of mistakes. */
  readonly language: Language;
  /** Demo data may be written: the embedded database in development, or `--demo`. */
  readonly demo: boolean;
}

/** Reads variables and flags once. Throws `ConfigMistakes` with everything that is wrong, never with the first only. */
export function readConfig(
  env: RawEnvironment,
  argv: readonly string[],
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const secrets = readSecrets(env, readFile);
  const { values, mistakes } = readVariables(secrets.env);
  const all = [
    ...secrets.mistakes,
    ...mistakes,
    ...mistakesBetween(values),
    ...passwordMistakes(values),
    ...retiredVariables(env),
    ...unknownVariables(env),
    ...unknownFlags(argv),
  ];
  const language = languageOfLocale(env);
  if (all.length > 0) throw new ConfigMistakes(all, language);
  return { ...configOf(values as Environment, argv.includes('--demo')), language }; // no mistake: every variable was readable
}

/** From where they begin only: without that, a long row of slashes inside would be gone through from each of them. */
const slashesAtTheEnd = /(?<!\/)\/+$/;

function configOf(env: Environment, demoFlag: boolean): Omit<Config, 'language'> {
  const isDevelopment = mayIssueTokens(env);
  const database = env.DATABASE_URL === undefined ? undefined : { url: env.DATABASE_URL, adminUrl: env.DATABASE_ADMIN_URL };
  return {
    mode: isDevelopment ? 'development' : 'production',
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL?.replace(slashesAtTheEnd, ''),
    trustProxy: env.TRUST_PROXY,
    allowedOrigins: env.ALLOWED_ORIGINS,
    rates: { perPerson: env.RATE_PER_PERSON, perAddress: env.RATE_PER_ADDRESS },
    database,
    poolSize: env.DATABASE_POOL,
    tokens: tokenSourceOf(env),
    pages: pagesOf(env),
    logLevel: env.LOG_LEVEL,
    configFile: env.MAPLEBRIDGE_CONFIG,
    home: env.MAPLEBRIDGE_HOME,
    masterKey: env.MAPLEBRIDGE_MASTER_KEY,
    previousMasterKeys: env.MAPLEBRIDGE_MASTER_KEY_PREVIOUS,
    audit: { signingKey: env.AUDIT_SIGNING_KEY, checkpoints: env.AUDIT_CHECKPOINTS },
    surface: env.SURFACE,
    ...(env.TRUSTED_DOCUMENTS && { trusted: { place: env.TRUSTED_DOCUMENTS, only: env.TRUSTED_DOCUMENTS_ONLY === 'true' } }),
    demo: demoFlag || (database === undefined && isDevelopment),
  };
}

function pagesOf({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PUBLIC_URL: url }: Environment) {
  if (issuer === undefined || clientId === undefined || url === undefined) return undefined;
  return { issuer, clientId, clientSecret, publicUrl: url.replace(slashesAtTheEnd, '') };
}

function tokenSourceOf(env: Environment): TokenSource {
  const { OIDC_ISSUER: provider, JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience = 'maplebridge' } = env;
  if (provider !== undefined) return { kind: 'provider', issuer: provider, audience };
  if (jwksUrl === undefined || issuer === undefined) return { kind: 'development', audience };
  return { kind: 'remote', jwksUrl, issuer, audience };
}

const unknownFlags = (argv: readonly string[]): readonly Mistake[] =>
  argv
    .filter((flag) => flag !== '--demo')
    .map((flag) => ({
      variable: 'argument',
      given: flag,
      why: label('没有这个参数。', 'there is no such argument.'),
      works: label('--demo，或不带参数。', '--demo, or none.'),
    }));
