import type { PostHolder } from '@maplebridge/contract';
import type { Query } from '../database/database';

/** Whose posts are asked for: of one unit, all of them or those of one role. */
export interface HeldAt {
  readonly unitId: string;
  readonly role: string | null;
}

export interface HolderRow extends PostHolder {
  /** Which of the questions it answers, from 0. */
  readonly asked: number;
}

/** Posts held at the instant, by role and then by how long they are held; nothing for somebody who holds none then. */
export const postHolders = (
  query: Query,
  asked: readonly HeldAt[],
  { personId, at, limit }: { readonly personId: string; readonly at: Date; readonly limit: number },
): Promise<HolderRow[]> =>
  query<HolderRow>(
    `select wanted.place::integer - 1 as asked, held.person_id as "personId", held.role, held.valid_from as "from", held.valid_until as "until"
       from unnest($1::uuid[], $2::text[]) with ordinality wanted (unit_id, role, place)
       cross join lateral (
         select a.person_id, a.role, a.valid_from, a.valid_until, a.id from core.appointment a
          where a.unit_id = wanted.unit_id and (wanted.role is null or a.role = wanted.role)
            and a.valid_from <= $3 and (a.valid_until is null or a.valid_until > $3)
          order by a.role, a.valid_from, a.id limit $4) held
      where exists (select from core.appointment own
                     where own.person_id = $5 and own.valid_from <= $3 and (own.valid_until is null or own.valid_until > $3))
      order by wanted.place, held.role, held.valid_from, held.id`,
    [asked.map((one) => one.unitId), asked.map((one) => one.role), at, limit, personId],
  );
