import type { Side } from '@maplebridge/contract';
import type { Query } from '../database/database';

export interface PartyLinkRow {
  readonly id: string;
  readonly caseId: string;
  readonly partyId: string;
  /** The person that the link is. */
  readonly personId: string;
  readonly until: Date;
}

const columns = `l.id, l.case_id as "caseId", l.party_id as "partyId", l.person_id as "personId", l.until`;

/** By the hash of its secret, whether it is over by the clock or not; null for one that was never made, or was ended. */
export async function partyLinkByHash(query: Query, hash: Buffer): Promise<PartyLinkRow | null> {
  const [row] = await query<PartyLinkRow>(`select ${columns} from core.party_link l where l.secret_hash = $1 and l.ended_at is null`, [
    hash,
  ]);
  return row ?? null;
}

/** The link that a party is, and that nobody has ended, over by the clock or not: its own, or that of the case which this one continues. */
export async function openLinkOf(query: Query, party: { readonly personId: string | null }): Promise<PartyLinkRow | null> {
  const [row] = await query<PartyLinkRow>(`select ${columns} from core.party_link l where l.person_id = $1 and l.ended_at is null`, [
    party.personId,
  ]);
  return row ?? null;
}

export async function insertPartyLink(
  query: Query,
  one: Omit<PartyLinkRow, 'until'> & { readonly hash: Buffer; readonly madeBy: string; readonly since: Date; readonly until: Date },
): Promise<void> {
  await query(
    `insert into core.party_link (id, shard, case_id, party_id, person_id, secret_hash, made_by, since, until)
     values ($1, core.shard_of($2), $2, $3, $4, $5, $6, $7, $8)`,
    [one.id, one.caseId, one.partyId, one.personId, one.hash, one.madeBy, one.since, one.until],
  );
}

/** False when it was ended meanwhile. */
export async function endPartyLink(
  query: Query,
  one: { readonly id: string; readonly at: Date; readonly claimedBy: string | null },
): Promise<boolean> {
  const rows = await query(
    `with ended as (update core.party_link set ended_at = $2, claimed_by = $3 where id = $1 and ended_at is null returning 1) select from ended`,
    [one.id, one.at, one.claimedBy],
  );
  return rows.length > 0;
}

/** Cases in which a person stands on a side now. */
export const sidesOf = (query: Query, personId: string): Promise<{ caseId: string; side: Side }[]> =>
  query(
    `select i.case_id as "caseId", i.side from core.involved i
      where i.person_id = $1 and i.until is null and i.side is not null order by i.case_id, i.side`,
    [personId],
  );

/** What one person was a party to, another is from now on; null: nobody known is. */
export async function handOverParties(
  query: Query,
  { from, to, at }: { readonly from: string; readonly to: string | null; readonly at: Date },
): Promise<void> {
  if (to !== null)
    await query(
      `insert into core.involved (shard, case_id, id, person_id, relation, side, since)
       select i.shard, i.case_id, gen_random_uuid(), $2, i.relation, i.side, $3 from core.involved i
        where i.person_id = $1 and i.until is null and i.side is not null and not exists (
          select from core.involved o where o.shard = i.shard and o.case_id = i.case_id and o.person_id = $2 and o.side = i.side and o.until is null)`,
      [from, to, at],
    );
  await query(`update core.involved set until = $2 where person_id = $1 and until is null`, [from, at]);
  await query(`update core.party set person_id = $2 where person_id = $1`, [from, to]);
}

/** The party is the person that a link is. */
export async function linkParty(query: Query, one: { caseId: string; partyId: string; personId: string }): Promise<void> {
  await query(`update core.party set person_id = $3 where shard = core.shard_of($1) and case_id = $1 and id = $2`, [
    one.caseId,
    one.partyId,
    one.personId,
  ]);
}
