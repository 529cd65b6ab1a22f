import { randomUUID } from 'node:crypto';
import type { Query } from '../database/database';

export interface NewServiceToken {
  readonly personId: string;
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
  /** Addresses and CIDR ranges from which it may be used; null: from anywhere. */
  readonly addresses: readonly string[] | null;
  readonly endsAt: Date;
}

/** Its id, which is the part of the credential that may be shown. */
export async function keepServiceToken(query: Query, one: NewServiceToken): Promise<string> {
  const id = randomUUID();
  await query(`insert into core.service_token (id, person_id, hash, addresses, ends_at) values ($1, $2, $3, $4, $5)`, [
    id,
    one.personId,
    one.hash,
    one.addresses,
    one.endsAt,
  ]);
  return id;
}

export interface PresentedToken {
  readonly id: string;
  readonly hash: Buffer;
  /** From where, as far as known. */
  readonly address: string | null;
}

export interface GoodServiceToken {
  readonly issuer: string;
  readonly subject: string;
  readonly endsAt: Date;
}

/** Whose a good token is, and that it was used, to the minute; null for every token that is not good. Hashes are compared, so time tells nothing. */
export async function useServiceToken(query: Query, { id, hash, address }: PresentedToken): Promise<GoodServiceToken | null> {
  const [row] = await query<GoodServiceToken>(
    `with good as materialized (
       select t.id, t.person_id, t.ends_at, t.used_at from core.service_token t
        where t.id = $1 and t.hash = $2 and t.ends_at > now() and (t.addresses is null or $3::inet <<= any (t.addresses))),
     marked as (
       update core.service_token t set used_at = now() from good
        where t.id = good.id and (good.used_at is null or good.used_at < now() - interval '1 minute'))
     select p.issuer, p.subject, good.ends_at as "endsAt" from good join core.person p on p.id = good.person_id`,
    [id, hash, address],
  );
  return row ?? null;
}

export interface ServiceTokenRow {
  readonly id: string;
  readonly personId: string;
  readonly subject: string;
  readonly addresses: readonly string[] | null;
  readonly madeAt: Date;
  readonly endsAt: Date;
  readonly usedAt: Date | null;
}

const columns = `t.id, t.person_id as "personId", p.subject, t.addresses::text[] as addresses, t.made_at as "madeAt", t.ends_at as "endsAt",
  t.used_at as "usedAt"`;

/** All of them by name, those that have ended too. */
export const serviceTokens = (query: Query): Promise<ServiceTokenRow[]> =>
  query<ServiceTokenRow>(
    `select ${columns} from core.service_token t join core.person p on p.id = t.person_id order by p.subject, t.made_at`,
  );

/** Ends it at that instant unless it ends before; null when there is none. */
export async function endServiceToken(query: Query, id: string, at: Date): Promise<ServiceTokenRow | null> {
  const [row] = await query<ServiceTokenRow>(
    `with ended as (update core.service_token set ends_at = least(ends_at, $2) where id = $1 returning *)
     select ${columns} from ended t join core.person p on p.id = t.person_id`,
    [id, at],
  );
  return row ?? null;
}
