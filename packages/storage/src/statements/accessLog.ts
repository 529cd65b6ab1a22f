import type { AccessRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';

/** Where a page of the access log ends; the instant as text, because a Date has no microseconds. */
export interface AccessKey {
  readonly at: string;
  readonly id: string;
}

export interface AccessRow extends AccessRecord {
  readonly key: AccessKey;
}

const columns = `l.id, l.at, l.role, l.unit_id as "unitId", l.case_id as "caseId", (select c.type from core."case" c where c.id = l.case_id) as "caseType", l.classes, l.purpose`;

/** The parties that a person is; where a party's values came from an earlier case, they are under the name of that one. */
const subjects = `(select coalesce(array_agg(distinct coalesce(p.sealed_party, p.id)), '{}') from core.party p where p.person_id = $1)`;

/** Who opened values of the parties that this person is, the newest first. */
export const accessesOf = (
  query: Query,
  personId: string,
  { from, isBackward, limit }: { readonly from: AccessKey | undefined; readonly isBackward: boolean; readonly limit: number },
): Promise<AccessRow[]> =>
  query<AccessRow>(
    `select ${columns}, json_build_object('at', l.at::text, 'id', l.id) as key
       from privacy.log_of(${subjects}, $2::timestamptz, $3::uuid, $4::boolean, $5::integer) l order by l.at desc, l.id desc`,
    [personId, from?.at ?? null, from?.id ?? null, isBackward, limit],
  );

export async function accessById(query: Query, personId: string, id: string): Promise<AccessRecord | null> {
  const [row] = await query<AccessRecord>(`select ${columns} from privacy.log_entry_of(${subjects}, $2::uuid) l`, [personId, id]);
  return row ?? null;
}
