import { randomUUID } from 'node:crypto';
import type { Query } from '../database/database';

/** A sign-in that waits for the provider's answer. */
export interface SignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** Keeps it under the hash of what the browser holds; those nobody came back for go. */
export async function keepSignIn(
  query: Query,
  hash: Buffer,
  { state, nonce, verifier, returnTo, endsAt }: SignIn & { readonly endsAt: Date },
) {
  await query(
    `with gone as (delete from core.sign_in where hash in (select hash from core.sign_in where ends_at < now() limit 100))
     insert into core.sign_in (hash, state, nonce, verifier, return_to, ends_at) values ($1, $2, $3, $4, $5, $6)`,
    [hash, state, nonce, verifier, returnTo, endsAt],
  );
}

/** Takes it out: the same answer of a provider is used once. */
export async function takeSignIn(query: Query, hash: Buffer): Promise<SignIn | null> {
  const [row] = await query<SignIn>(
    `with taken as (delete from core.sign_in where hash = $1 returning *)
     select state, nonce, verifier, return_to as "returnTo" from taken where ends_at > now()`,
    [hash],
  );
  return row ?? null;
}

export interface NewPageSession {
  readonly personId: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly idleUntil: Date;
  readonly endsAt: Date;
}

export async function keepPageSession(query: Query, one: NewPageSession): Promise<string> {
  const id = randomUUID();
  await query(
    `with old as (delete from core.page_session where id in (select id from core.page_session where ends_at < now() - interval '7 days' limit 100))
     insert into core.page_session (id, person_id, name, hash, idle_until, ends_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, one.personId, one.name, one.hash, one.idleUntil, one.endsAt],
  );
  return id;
}

export interface OpenPageSession {
  readonly issuer: string;
  readonly subject: string;
  readonly personId: string;
  readonly name: string;
  readonly endsAt: Date;
  readonly idleUntil: Date;
  readonly rotatedAt: Date;
  /** False: the secret before the last one was presented. */
  readonly isCurrent: boolean;
}

/** The session that this secret opens; null for every other. */
export async function pageSession(query: Query, id: string, hash: Buffer): Promise<OpenPageSession | null> {
  const [row] = await query<OpenPageSession>(
    `select p.issuer, p.subject, s.person_id as "personId", s.name, s.ends_at as "endsAt", s.idle_until as "idleUntil",
       s.rotated_at as "rotatedAt", s.hash = $2 as "isCurrent"
     from core.page_session s join core.person p on p.id = s.person_id
     where s.id = $1 and (s.hash = $2 or s.previous = $2) and s.ended_by is null and s.ends_at > now() and s.idle_until > now()`,
    [id, hash],
  );
  return row ?? null;
}

/** Is the session going on still, whatever its cookie has become meanwhile? For what was opened by it and lives longer than a cookie. */
export async function isPageSessionOpen(query: Query, id: string): Promise<boolean> {
  const rows = await query(`select from core.page_session where id = $1 and ended_by is null and ends_at > now() and idle_until > now()`, [
    id,
  ]);
  return rows.length > 0;
}

/** Puts a new secret in the place of this one; false when another request did so before. */
export async function rotatePageSession(
  query: Query,
  id: string,
  { from, to }: { readonly from: Buffer; readonly to: Buffer },
): Promise<boolean> {
  const rows = await query(
    `with turned as (update core.page_session set hash = $3, previous = hash, rotated_at = now() where id = $1 and hash = $2 returning id)
     select id from turned`,
    [id, from, to],
  );
  return rows.length > 0;
}

export async function keepPageSessionAlive(query: Query, id: string, idleUntil: Date): Promise<void> {
  await query(`update core.page_session set idle_until = least($2, ends_at) where id = $1`, [id, idleUntil]);
}

/** Ends one session; whose it was, or null when it had ended. */
export async function endPageSession(query: Query, id: string, by: string): Promise<string | null> {
  const [row] = await query<{ personId: string }>(
    `with ended as (update core.page_session set ended_by = $2, name = '' where id = $1 and ended_by is null returning person_id)
     select person_id as "personId" from ended`,
    [id, by],
  );
  return row?.personId ?? null;
}

/** Ends all sessions of a person; how many there were. */
export async function endPageSessions(query: Query, personId: string, by: string): Promise<number> {
  const rows = await query(
    `with ended as (update core.page_session set ended_by = $2, name = ''
       where person_id = $1 and ended_by is null and ends_at > now() returning id) select id from ended`,
    [personId, by],
  );
  return rows.length;
}

export interface ListedSession {
  readonly id: string;
  readonly madeAt: Date;
  readonly endsAt: Date;
}

/** Those of a person that are not over, the oldest first. */
export const openPageSessions = (query: Query, personId: string): Promise<ListedSession[]> =>
  query<ListedSession>(
    `select id, made_at as "madeAt", least(idle_until, ends_at) as "endsAt" from core.page_session
     where person_id = $1 and ended_by is null and least(idle_until, ends_at) > now() order by made_at`,
    [personId],
  );
