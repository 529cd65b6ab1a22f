import type { Query } from '../database/database';
import { caseColumns, lookingBy, type CaseRow, type DetailsTable } from './caseColumns';
import { answered, withFreshness, type Answer } from './findCases';
import type { TimelineRow } from './history';
import { keyedStatement, statementsBySeer, type KeyedStatement } from './keptTexts';
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

const decisions = statementsBySeer<KeyedStatement>();

/**
 * Null for what is absent and for what is not theirs to see. Details come along where they are those of `table`, else of any type. No lock is
 * taken: the write says whether all this still holds.
 */
export async function readDecision(
  query: Query,
  {
    tables,
    table,
    seer,
    id,
  }: { readonly tables: readonly DetailsTable[]; readonly table?: DetailsTable; readonly seer: Seer; readonly id: string },
): Promise<DecisionRow | null> {
  const { text, others } = decisions(seer, table ?? tables, () => decisionStatement(seer, table ? [table] : tables));
  return answered(await query<Answer<DecisionRow | null>>(text, [id, ...others]));
}

const decisionStatement = (seer: Seer, tables: readonly DetailsTable[]): KeyedStatement =>
  keyedStatement('uuid', (id, values) => {
    const rows = `select row_to_json(x) from (
      select ${caseColumns(tables, lookingBy(seer, values))}, ${hangingOff} from core."case" c where c.id = ${id} and ${anyBranch(seer, values)}) x`;
    return withFreshness(seer, { values, rows });
  });

const partyDecisions = statementsBySeer<KeyedStatement>();
const ofParty = {};

/** One party with its case but for the details, as this seer may see the case; null where they may not, and where there is no such party. */
export async function readPartyDecision(
  query: Query,
  { seer, partyId }: { readonly seer: Seer; readonly partyId: string },
): Promise<{ readonly party: PartyRow; readonly row: CaseRow } | null> {
  const { text, others } = partyDecisions(seer, ofParty, () => partyStatement(seer));
  return answered(await query<Answer<{ party: PartyRow; row: CaseRow } | null>>(text, [partyId, ...others]));
}

const partyStatement = (seer: Seer): KeyedStatement =>
  keyedStatement('uuid', (id, values) => {
    const party = `(select row_to_json(r) from (select ${partyColumns}) r)`;
    const row = `(select row_to_json(r) from (select ${caseColumns([], lookingBy(seer, values))}) r)`;
    const rows = `select json_build_object('party', ${party}, 'row', ${row})
      from core.party p join core."case" c on c.id = p.case_id where p.id = ${id} and ${anyBranch(seer, values)}`;
    return withFreshness(seer, { values, rows });
  });
