import type { Audience } from '@maplebridge/contract';
import type { Query } from '../database/database';

/** What the clocks of a case are computed from: its own entries, in order. */
export interface TimelineRow {
  readonly caseId: string;
  readonly type: string;
  readonly at: Date;
  readonly state: string;
  readonly kind: string;
  readonly role: string;
}

export const timelineColumns = `e.case_id as "caseId", e.type, e.happened_at as at, e.state_after as state, e.actor->>'kind' as kind, e.actor->>'role' as role`;
export const isOfTimeline = `e.audience = 'case' and e.state_after is not null`;

export const timelinesOf = (query: Query, caseIds: readonly string[]): Promise<TimelineRow[]> =>
  query<TimelineRow>(
    `select ${timelineColumns} from core.entry e where e.case_id = any ($1) and ${isOfTimeline} order by e.case_id, e.position`,
    [caseIds],
  );

/** A note beside an entry: text of people, kept apart so that it can be erased, with who may read it. */
export interface NoteRow {
  readonly entryId: string;
  readonly body: string;
  readonly audience: Audience;
}

export const notesOf = (query: Query, caseIds: readonly string[], entryIds: readonly string[]): Promise<NoteRow[]> =>
  query(
    `select n.entry_id as "entryId", n.body, n.audience from unnest($1::uuid[]) wanted (id)
       join core.note n on n.shard = core.shard_of(wanted.id) and n.case_id = wanted.id where n.entry_id = any ($2)`,
    [caseIds, entryIds],
  );

/** For a write that is no change of the case's row. */
export async function keepNote(query: Query, caseId: string, note: NoteRow): Promise<void> {
  await query(`insert into core.note (shard, case_id, entry_id, body, audience) values (core.shard_of($1), $1, $2, $3, $4)`, [
    caseId,
    note.entryId,
    note.body,
    note.audience,
  ]);
}

export async function keepLink(query: Query, link: { caseId: string; otherId: string; relation: string; since: Date }): Promise<void> {
  await query(
    `insert into core.link (shard, case_id, other_id, relation, since) values (core.shard_of($1), $1, $2, $3, $4) on conflict do nothing`,
    [link.caseId, link.otherId, link.relation, link.since],
  );
}

export const linksOf = (query: Query, caseIds: readonly string[]): Promise<{ caseId: string; otherId: string; relation: string }[]> =>
  query(
    `select l.case_id as "caseId", l.other_id as "otherId", l.relation from unnest($1::uuid[]) wanted (id)
       join core.link l on l.shard = core.shard_of(wanted.id) and l.case_id = wanted.id order by l.since, l.other_id`,
    [caseIds],
  );

export interface ClockRow {
  readonly code: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
  readonly state: string;
}

/** The runs that the clocks of a new case have from the start. */
export async function insertClocks(query: Query, caseId: string, clocks: readonly ClockRow[]): Promise<void> {
  if (!clocks.length) return;
  await query(
    `insert into core.clock (shard, case_id, code, started_at, due_at, ended_at, state)
     select core.shard_of($1), $1, * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[])`,
    [caseId, ...(['code', 'startedAt', 'dueAt', 'endedAt', 'state'] as const).map((name) => clocks.map((one) => one[name]))],
  );
}

/** Type and state of the open cases that these cases are linked with, whoever may see them: their legal routes bind them. */
export const linkedStates = (query: Query, caseIds: readonly string[]): Promise<{ caseId: string; type: string; state: string }[]> =>
  query(
    `select l.case_id as "caseId", c.type, c.state from unnest($1::uuid[]) wanted (id)
       join core.link l on l.shard = core.shard_of(wanted.id) and l.case_id = wanted.id
       join core."case" c on c.id = l.other_id where c.closed_at is null`,
    [caseIds],
  );

/** The number of the last entry of a stream that only some may read; holds the case's row until the transaction ends. */
export async function lastOfAudience(query: Query, caseId: string, audience: string): Promise<number> {
  await query(`select from core."case" where id = $1 for no key update`, [caseId]);
  const [row] = await query<{ last: number }>(
    `select coalesce(max(subject_version), 0) as last from core.entry where case_id = $1 and audience = $2`,
    [caseId, audience],
  );
  return row?.last ?? 0;
}
