import { createHash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { useServiceToken, type Query } from '@maplebridge/storage';
import type { Identity } from './identity';

/** The `iss` of devices and partner systems; no provider can be configured under a name like it. */
export const serviceIssuerName = 'maplebridge-service';

const form = /^Bearer mbs_([0-9a-f]{32})_([\w-]{43})$/i;

/** True for anything that means to be one, well formed or not. */
export const isServiceToken = (authorization: string): boolean => /^Bearer mbs_/i.test(authorization);

/** A new secret of 256 bits. `credentialOf` joins it with the id, and is shown once. */
export function makeServiceSecret(): { readonly hash: Buffer; readonly credentialOf: (id: string) => string } {
  const secret = randomBytes(32).toString('base64url');
  return { hash: hashOf(secret), credentialOf: (id) => `mbs_${id.replaceAll('-', '')}_${secret}` };
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Who a good token stands for; null for any other. It is asked about again whenever rights are loaded, so that a revoked one ends at once. */
export async function identifyService(query: Query, authorization: string, address: string): Promise<Identity | null> {
  const [, id, secret] = form.exec(authorization.trim()) ?? [];
  if (id === undefined || secret === undefined) return null;
  const presented = { id: withDashes(id), hash: hashOf(secret), address: isIP(address) ? address : null };
  const good = await useServiceToken(query, presented);
  if (!good) return null;
  const { issuer, subject, endsAt } = good;
  const isGood = async (): Promise<boolean> => (await useServiceToken(query, presented)) !== null;
  return { issuer, subject, name: subject, expiresAt: endsAt, isGood };
}

const withDashes = (hex: string): string => hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
