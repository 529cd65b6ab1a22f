import type { Query } from '../database/database';
import { binder } from './binder';
import { caseColumns, lookingBy, type CaseRow, type DetailsTable } from './caseColumns';
import { ask } from './findCases';
import type { TimelineRow } from './history';
import { partyColumns, partyFacts, type PartyRow } from './parties';
import { anyBranch, type Seer } from './sight';

/** The key of a stored run of a clock and what it says; instants as ISO text, exactly as stored. */
export interface StoredClock {
  readonly code: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly endedAt: string | null;
  readonly state: string;
}

/** A case with all that a decision about it may look at, of one snapshot: whoever writes at its version writes on all of this. */
export interface DecisionRow extends CaseRow {
  readonly parties: readonly PartyRow[];
  readonly timeline: readonly (Omit<TimelineRow, 'caseId' | 'at'> & { readonly at: string })[];
  readonly clocks: readonly StoredClock[];
  /** Type and state of the open cases it is linked with, whoever may see them: their legal routes bind it. */
  readonly linked: readonly { readonly type: string; readonly state: string }[];
}

const list = (rows: string): string => `(select coalesce(json_agg(row_to_json(r)), '[]') from (${rows}) r)`;

const hangingOff = `${list(`select ${partyFacts}, null as masks from core.party p where p.shard = c.shard and p.case_id = c.id order by p.side, p.id`)} as parties,
  ${list(`select e.type, e.happened_at as at, e.state_after as state, e.actor->>'kind' as kind, e.actor->>'role' as role from core.entry e
    where e.case_id = c.id and e.audience = 'case' and e.state_after is not null order by e.position`)} as timeline,
  ${list(`select k.code, k.started_at as "startedAt", k.due_at as "dueAt", k.ended_at as "endedAt", k.state from core.clock k
    where k.shard = c.shard and k.case_id = c.id`)} as clocks,
  ${list(`select o.type, o.state from core.link l join core."case" o on o.id = l.other_id
    where l.shard = c.shard and l.case_id = c.id and o.closed_at is null`)} as linked`;

/** Null for what is absent and for what is not theirs to see. No lock is taken: the write says whether all this still holds. */
export async function readDecision(
  query: Query,
  { tables, seer, id }: { readonly tables: readonly DetailsTable[]; readonly seer: Seer; readonly id: string },
): Promise<DecisionRow | null> {
  const values = binder();
  const wanted = values.bind(id, 'uuid');
  const rows = `select row_to_json(x) from (
    select ${caseColumns(tables, lookingBy(seer, values))}, ${hangingOff} from core."case" c where c.id = ${wanted} and ${anyBranch(seer, values)}) x`;
  return ask<DecisionRow | null>(query, seer, { values, rows });
}

/** One party with its case, as this seer may see the case; null where they may not, and where there is no such party. */
export async function readPartyDecision(
  query: Query,
  { tables, seer, partyId }: { readonly tables: readonly DetailsTable[]; readonly seer: Seer; readonly partyId: string },
): Promise<{ readonly party: PartyRow; readonly row: CaseRow } | null> {
  const values = binder();
  const wanted = values.bind(partyId, 'uuid');
  const party = `(select row_to_json(r) from (select ${partyColumns}) r)`;
  const row = `(select row_to_json(r) from (select ${caseColumns(tables, lookingBy(seer, values))}) r)`;
  const rows = `select json_build_object('party', ${party}, 'row', ${row})
    from core.party p join core."case" c on c.id = p.case_id where p.id = ${wanted} and ${anyBranch(seer, values)}`;
  return ask<{ party: PartyRow; row: CaseRow } | null>(query, seer, { values, rows });
}
