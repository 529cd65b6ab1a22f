import type { PlaceRecord, Source } from '@maplebridge/contract';
import type { Query } from '../database/database';

export interface PlaceRow extends PlaceRecord {
  /** From the widest place down to itself. */
  readonly path: readonly string[];
}

const columns = `p.id, p.name, p.kind, p.part_of as "partOfId", p.path`;

export const placesById = (query: Query, ids: readonly string[]): Promise<PlaceRow[]> =>
  query<PlaceRow>(`select ${columns} from core.place p where p.id = any ($1)`, [ids]);

export async function insertPlace(
  query: Query,
  one: { id: string; name: string; kind: string; partOfId: string | null; code: string | null },
): Promise<void> {
  await query(
    `insert into core.place (id, name, kind, part_of, path, code)
     select $1::uuid, $2, $3, $4::uuid, coalesce(p.path, '{}') || $1::uuid, $5 from (select 1) one left join core.place p on p.id = $4::uuid
     on conflict (id) do nothing`,
    [one.id, one.name, one.kind, one.partOfId, one.code],
  );
}

export interface CompetenceRow {
  readonly unitId: string;
  readonly type: string | null;
  readonly placeId: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly source: Source | null;
}

/** Competence rows that could answer for a type at any of these places, or everywhere. */
export const competenceFor = (query: Query, type: string | null, placeIds: readonly string[]): Promise<CompetenceRow[]> =>
  query<CompetenceRow>(
    `select unit_id as "unitId", case_type as type, place_id as "placeId", valid_from as "from", valid_until as "until", source
       from core.competence where (place_id = any ($1) or place_id is null) and ($2::text is null or case_type is null or case_type = $2)
      order by valid_from, id`,
    [placeIds, type],
  );

export async function insertCompetence(query: Query, one: CompetenceRow & { readonly id: string }): Promise<void> {
  await query(
    `insert into core.competence (id, unit_id, case_type, place_id, valid_from, valid_until, source) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do nothing`,
    [one.id, one.unitId, one.type, one.placeId, one.from, one.until, one.source],
  );
}
