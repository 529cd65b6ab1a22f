import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  endPageSession,
  isPageSessionOpen,
  keepPageSession,
  keepPageSessionAlive,
  meetPerson,
  pageSession,
  rotatePageSession,
  tellRightsChanged,
  type Database,
  type OpenPageSession,
} from '@maplebridge/storage';
import type { CountFailure } from '../identity/attempts';
import type { Identity, TokenOrigin } from '../identity/identity';
import { unauthenticated } from '../identity/openIdentity';
import { rememberTokens, type RememberedTokens } from '../identity/rememberTokens';
import { pageLimits } from '../limits';
import type { SecurityLog } from '../log';
import { cookie, type Cookie } from './cookies';

/** What a page brought: its cookie opened a session. */
export interface Presented {
  readonly identity: Identity;
  /** The value of a Set-Cookie header that the answer has to carry. */
  readonly setCookie?: string;
}

export interface Sessions {
  /** Null without a cookie, and where the request is not one of our own pages: then the cookie is not believed. Throws for one that is not good. */
  readonly identify: (headers: IncomingHttpHeaders, from: TokenOrigin, canSet?: boolean) => Promise<Presented | null>;
  /** A new session; the value of a Set-Cookie header. */
  readonly begin: (who: { readonly issuer: string; readonly subject: string; readonly name: string }) => Promise<string>;
  /** Ends the session of this cookie, if it is one; its streams end too. */
  readonly end: (headers: IncomingHttpHeaders) => Promise<void>;
  readonly isOwnPage: (headers: IncomingHttpHeaders) => boolean;
  readonly clear: string;
}

interface Facts {
  readonly database: Database;
  readonly security: SecurityLog;
  readonly publicUrl: string;
  readonly failed: CountFailure;
}

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
export const newSecret = (): string => randomBytes(32).toString('base64url');
const later = (ms: number): Date => new Date(Date.now() + ms);

export function openSessions(facts: Facts): Sessions {
  const { database, publicUrl } = facts;
  const { query } = database;
  const desk: SessionDesk = {
    ...facts,
    held: cookie('maplebridge', publicUrl.startsWith('https:')),
    remembered: rememberTokens(),
  };
  const { held, remembered } = desk;
  const isOwnPage = ownPages(new URL(publicUrl).origin);
  return {
    isOwnPage,
    clear: held.clear,
    identify: async (headers, from, canSet = false) => {
      const value = held.read(headers);
      if (value === undefined || !isOwnPage(headers)) return null;
      const known = remembered.get(value);
      return known ? { identity: known } : look(desk, { value, from, canSet });
    },
    begin: async ({ issuer, subject, name }) => {
      const { id: personId } = await meetPerson(query, issuer, subject);
      const secret = newSecret();
      const [idleUntil, endsAt] = [later(pageLimits.idleMs), later(pageLimits.sessionMs)];
      return cookieOf(held, await keepPageSession(query, { personId, name, hash: hashOf(secret), idleUntil, endsAt }), secret);
    },
    end: async (headers) => {
      const parts = partsOf(held.read(headers) ?? '');
      if (parts && (await pageSession(query, parts.id, hashOf(parts.secret)))) await end(database, parts.id, 'signOut');
    },
  };
}

interface SessionDesk extends Facts {
  readonly held: Cookie;
  readonly remembered: RememberedTokens;
}

interface Look {
  readonly value: string;
  readonly from: TokenOrigin;
  readonly canSet: boolean;
}

/** One look into the database: is the session open, was its cookie stolen, is it time for another cookie. */
async function look(desk: SessionDesk, { value, from, canSet }: Look): Promise<Presented> {
  const { query } = desk.database;
  const { id, secret } = partsOf(value) ?? refuse(desk, from, { reason: 'malformed session', named: 'no session' });
  const hash = hashOf(secret);
  const session = (await pageSession(query, id, hash)) ?? refuse(desk, from, { reason: 'no such session', named: id });
  if (isStolen(session)) {
    await end(desk.database, id, 'reuse');
    return refuse(desk, from, { reason: 'a cookie was used again after it had been changed', named: id });
  }
  if (session.idleUntil < later(pageLimits.idleMs - 60_000)) await keepPageSessionAlive(query, id, later(pageLimits.idleMs));
  const identity = identityOf(session, () => isPageSessionOpen(query, id));
  const isDue = canSet && session.rotatedAt < later(-pageLimits.rotateMs);
  // The cookie before is looked at every time: the moment after which it is a stolen one must not be missed.
  if (!session.isCurrent) return { identity };
  if (!isDue) return { identity: desk.remembered.keep(value, identity) };
  const next = newSecret();
  const isTurned = await rotatePageSession(query, id, { from: hash, to: hashOf(next) });
  return isTurned ? { identity, setCookie: cookieOf(desk.held, id, next) } : { identity };
}

/** Counted for each session: a room full of people whose sessions have ended is told so, and not to wait. */
function refuse(
  { security, failed }: SessionDesk,
  from: TokenOrigin,
  { reason, named }: { readonly reason: string; readonly named: string },
): never {
  security({ event: 'token refused', reason, ...from });
  throw failed({ named, address: from.address }) ?? unauthenticated();
}

/** Streams and requests of the person notice: a session that is over is not good when their rights are loaded anew. */
const end = (database: Database, id: string, by: string): Promise<void> =>
  database.transaction(async (query) => {
    const personId = await endPageSession(query, id, by);
    if (personId !== null) await tellRightsChanged(query, { personId, at: new Date() });
  });

const cookieOf = (held: Cookie, id: string, secret: string): string => held.set(`${id}.${secret}`, pageLimits.sessionMs / 1000);

const isStolen = ({ isCurrent, rotatedAt }: OpenPageSession): boolean =>
  !isCurrent && Date.now() - rotatedAt.getTime() > pageLimits.graceMs;

const identityOf = ({ issuer, subject, name, endsAt }: OpenPageSession, isGood: () => Promise<boolean>): Identity => ({
  issuer,
  subject,
  expiresAt: endsAt,
  isGood,
  ...(name === '' ? {} : { name }),
});

function partsOf(value: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/.exec(value) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/**
 * A browser sends the cookie along whoever wrote the page. It is believed from a page of our own only: by Origin, which every POST and
 * every WebSocket carries, or, where a GET has none, by what the browser says of itself.
 */
const ownPages =
  (own: string) =>
  ({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean =>
    origin === undefined ? site === 'same-origin' : origin === own;
