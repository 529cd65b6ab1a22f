import { label, Refusal } from '@maplebridge/contract';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { TokenSource } from '../config/readConfig';
import type { SecurityLog } from '../log';
import { developmentIssuerName, type DevelopmentIssuer } from './developmentIssuer';
import { systemCode } from '../systemCode';
import type { Identify, Identity } from './identity';
import { openProvider, ProviderDown } from './provider';
import { rememberTokens } from './rememberTokens';

/** No symmetric algorithm (the public key would be the secret) and never `none`. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const longestToken = 8192;
/** Clocks of two machines differ; the promise is at most 60 s. */
const clockTolerance = 30;
/** Headers that name a key to fetch or to believe. Keys come from JWKS_URL and from nowhere else. */
const foreignKeyHeaders = ['jku', 'x5u', 'jwk', 'x5c'];

/** Ready to verify tokens of the configured issuer. The development issuer must be given when the config names it. */
export function openIdentity(tokens: TokenSource, issuer: DevelopmentIssuer | null, security: SecurityLog): Identify {
  const expected = issuerOf(tokens);
  const keys = keysOf(tokens, issuer);
  const remembered = rememberTokens();
  return async (authorization, from = { address: 'unknown', requestId: '-' }) => {
    if (authorization === undefined) return null;
    const known = remembered.get(authorization);
    if (known) return known;
    try {
      return remembered.keep(
        authorization,
        await verify(bearerToken(authorization), keys, { issuer: expected, audience: tokens.audience }),
      );
    } catch (error) {
      if (isKeySourceDown(error)) throw keysUnavailable();
      security({ event: 'token refused', reason: reasonOf(error), ...from });
      throw unauthenticated();
    }
  };
}

/** The `iss` of every token that is taken. */
export const issuerOf = (tokens: TokenSource): string => (tokens.kind === 'development' ? developmentIssuerName : tokens.issuer);

function keysOf(tokens: TokenSource, issuer: DevelopmentIssuer | null): JWTVerifyGetKey {
  if (tokens.kind === 'provider') return providerKeys(tokens.issuer);
  return tokens.kind === 'remote' ? keySet(tokens.jwksUrl) : localKey(issuer);
}

/** The one answer to every token that is not good: it does not say what is wrong with it. */
export const unauthenticated = (): Refusal =>
  new Refusal(
    'UNAUTHENTICATED',
    label('令牌无效或已过期。请取得新令牌后重试。', 'The token is not valid, or not any more. Get a new one and send it again.'),
  );

async function verify(token: string, keys: JWTVerifyGetKey, expected: { issuer: string; audience: string }): Promise<Identity> {
  const header = decodeProtectedHeader(token);
  const foreign = foreignKeyHeaders.find((name) => name in header);
  if (foreign !== undefined) throw new Error(`the header names a key of its own (${foreign})`);
  const { payload } = await jwtVerify(token, keys, { ...expected, algorithms, clockTolerance, requiredClaims: ['sub', 'exp'] });
  return identityOf(payload, expected.issuer);
}

function identityOf(payload: JWTPayload, issuer: string): Identity {
  const { sub: subject, exp, name } = payload;
  if (typeof subject !== 'string' || subject === '' || subject.length > 256) throw new Error('sub is missing or too long');
  if (typeof exp !== 'number') throw new Error('exp is missing');
  const expiresAt = new Date(exp * 1000);
  if (Number.isNaN(expiresAt.getTime())) throw new Error('exp is no instant');
  return { subject, issuer, expiresAt, ...(typeof name === 'string' && name.length <= 256 ? { name } : {}) };
}

function bearerToken(authorization: string): string {
  if (authorization.length > longestToken) throw new Error('longer than 8 kB');
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
  if (token === undefined) throw new Error('not a bearer token');
  return token;
}

/** The keys that the provider's own document names; looked up with the first token, and again when the document has grown old. */
function providerKeys(issuer: string): JWTVerifyGetKey {
  const discover = openProvider(issuer);
  const sets = new Map<string, JWTVerifyGetKey>();
  return async (header, token) => {
    const { jwksUrl } = await discover();
    const keys = sets.get(jwksUrl) ?? keySet(jwksUrl);
    if (!sets.has(jwksUrl)) sets.clear();
    sets.set(jwksUrl, keys);
    return keys(header, token);
  };
}

const keySet = (url: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), { timeoutDuration: 3000, cooldownDuration: 30_000, cacheMaxAge: 600_000 });

function localKey(issuer: DevelopmentIssuer | null): JWTVerifyGetKey {
  if (issuer === null) throw new Error('The config names the development issuer, but none was opened.');
  return () => Promise.resolve(issuer.publicKey);
}

/** The issuer cannot be asked for its keys: the token may be good, so the client should try again rather than sign in again. */
const isKeySourceDown = (error: unknown): boolean =>
  error instanceof ProviderDown ||
  error instanceof errors.JWKSTimeout ||
  (error instanceof errors.JOSEError && /JSON Web Key Set HTTP response/.test(error.message)) ||
  /^E[A-Z]+$/.test(systemCode(error) ?? ''); // ECONNREFUSED, ENOTFOUND ...: jose's own codes begin with ERR_

const keysUnavailable = (): Refusal =>
  new Refusal(
    'UNAVAILABLE',
    label('暂时无法取得验证令牌的公钥，请稍后重试。', 'The keys that verify tokens cannot be fetched right now. Try again shortly.'),
  );

const reasonOf = (error: unknown): string => {
  if (error instanceof errors.JOSEError) return error.code + ('claim' in error ? ` (${String(error.claim)})` : '');
  return error instanceof Error ? error.message : 'unknown';
};
