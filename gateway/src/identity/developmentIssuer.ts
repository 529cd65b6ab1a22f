import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type KeyLike } from 'jose';
import { systemCode } from '../systemCode';

export const developmentIssuerName = 'maplebridge-development';

/** Signs tokens for demo users on this machine. The config never lets it exist on a HOST that others can reach. */
export interface DevelopmentIssuer {
  readonly publicKey: KeyLike;
  /** A bearer token. `expiresIn` is in seconds; 12 hours when absent. */
  readonly token: (subject: string, options?: { readonly name?: string; readonly expiresIn?: number }) => Promise<string>;
}

const halfADay = 12 * 60 * 60;

/** The key pair lives in one file of the folder, readable by its owner only, so that tokens survive a restart. */
export async function openDevelopmentIssuer(folder: string, audience = 'maplebridge'): Promise<DevelopmentIssuer> {
  const jwk = await readOrCreateKey(join(folder, 'development-issuer.json'), folder);
  const { d: _secret, ...publicPart } = jwk;
  const privateKey = await importJWK<KeyLike>(jwk, 'ES256');
  const publicKey = await importJWK<KeyLike>(publicPart, 'ES256');
  // importJWK answers bytes for symmetric keys only; these are of an elliptic curve.
  return { publicKey: publicKey as KeyLike, token: signer(privateKey as KeyLike, audience) };
}

const signer =
  (key: KeyLike, audience: string): DevelopmentIssuer['token'] =>
  (subject, { name, expiresIn = halfADay } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(name === undefined ? {} : { name })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setSubject(subject)
      .setIssuer(developmentIssuerName)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + expiresIn)
      .sign(key);
  };

async function readOrCreateKey(path: string, folder: string): Promise<JWK> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    // A link is all or nothing: of two gateways that start at once, one wins and both read the whole winner.
    await link(draft, path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    await chmod(path, 0o600);
  } finally {
    await unlink(draft);
  }
  return readKey(path);
}

async function readKey(path: string): Promise<JWK> {
  try {
    const jwk: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof jwk === 'object' && jwk !== null && 'd' in jwk && 'kty' in jwk) return jwk as JWK; // what else is missing, importJWK says
  } catch {
    // an unreadable key is told below, with what would work
  }
  throw new Error(
    `The key of the development issuer in ${path} is damaged. Delete the file: the next start makes a new one, and old demo tokens end.`,
  );
}
