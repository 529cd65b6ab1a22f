import { quoted } from '../migrate/roles';
import type { Binder } from './binder';
import type { DetailsTable } from './caseColumns';
import { excludedPart, liftedPart, type NewExclusion } from './exclusions';
import type { ClockRow, NoteRow } from './history';
import type { NewInvolvement } from './parties';

/** What a change writes beside the case's own row. Each is written over the row that `moved` returned: where nothing moved, nothing is. */
export interface ChangeParts {
  readonly details?: { readonly table: DetailsTable; readonly fields: Readonly<Record<string, unknown>> };
  /** What each of these parties says from now on. */
  readonly consents?: readonly { readonly partyId: string; readonly consent: string }[];
  /** People who were named and not called in yet see the case from now on. */
  readonly callsIn?: boolean;
  readonly involved?: readonly Omit<NewInvolvement, 'caseId' | 'side' | 'since'>[];
  readonly excluded?: NewExclusion;
  /** The person whose exclusion ends. */
  readonly lifted?: string;
  /** Runs of clocks as they are now, and those that are no more; a run that stays as it was is in neither. */
  readonly clocks?: { readonly kept: readonly ClockRow[]; readonly gone: readonly { readonly code: string; readonly startedAt: string }[] };
  readonly note?: NoteRow;
  readonly link?: { readonly otherId: string; readonly relation: string };
}

interface Place {
  readonly values: Binder;
  /** Binds the instant of the change, where it is used: a value that no part uses would have no type. */
  readonly at: () => string;
}

/** A writing expression of a statement and its name there. */
export type Part = readonly [name: string, sql: string];

const column = <Row extends object>(rows: readonly Row[], name: keyof Row): readonly unknown[] => rows.map((row) => row[name]);

/** The parts as `name as (…)`, each returning a row for each row it wrote. One text per shape of a change: lists are bound as arrays. */
export function changeParts(parts: ChangeParts, place: Place): readonly Part[] {
  const given = [
    parts.details && Object.keys(parts.details.fields).length > 0 && detailed(parts.details, place),
    parts.consents?.length && consented(parts.consents, place),
    parts.callsIn && calledIn(place),
    parts.involved?.length && involved(parts.involved, place),
    parts.excluded && excludedPart(parts.excluded, place),
    parts.lifted && liftedPart(parts.lifted, place),
    parts.clocks?.gone.length && stopped(parts.clocks.gone, place),
    parts.clocks?.kept.length && clocked(parts.clocks.kept, place),
    parts.note && noted(parts.note, place),
    parts.link && linked(parts.link, place),
  ];
  return given.filter((one): one is Part => Array.isArray(one));
}

function detailed({ table, fields }: NonNullable<ChangeParts['details']>, { values }: Place): Part {
  const written = table.columns.filter((one) => one.field in fields);
  const columns = written.map((one) => quoted(one.column));
  const bound = written.map((one) => values.bind(fields[one.field]));
  const set = columns.map((name) => `${name} = excluded.${name}`);
  return [
    'detailed',
    `insert into ${quoted(table.schema)}.${quoted(table.table)} (${['shard', 'case_id', ...columns].join(', ')})
     select ${['moved.shard', 'moved.id', ...bound].join(', ')} from moved
     on conflict (shard, case_id) do update set ${set.join(', ')} returning 1`,
  ];
}

function consented(consents: NonNullable<ChangeParts['consents']>, { values: { bind }, at }: Place): Part {
  const given = `unnest(${bind(column(consents, 'partyId'), 'uuid[]')}, ${bind(column(consents, 'consent'), 'text[]')}) as given (id, consent)`;
  return [
    'consented',
    `update core.party p set consent = given.consent, consent_at = ${at()} from moved, ${given}
      where p.shard = moved.shard and p.case_id = moved.id and p.id = given.id returning 1`,
  ];
}

const calledIn = ({ at }: Place): Part => [
  'called_in',
  `insert into core.involved (shard, case_id, id, person_id, relation, side, since)
     select p.shard, p.case_id, gen_random_uuid(), p.person_id, 'party', p.side, ${at()}
       from moved join core.party p on p.shard = moved.shard and p.case_id = moved.id
      where p.person_id is not null and not exists (
        select from core.involved i where i.shard = p.shard and i.case_id = p.case_id and i.person_id = p.person_id and i.side = p.side)
     returning 1`,
];

function involved(people: NonNullable<ChangeParts['involved']>, { values: { bind }, at }: Place): Part {
  const given = [
    bind(column(people, 'id'), 'uuid[]'),
    bind(column(people, 'personId'), 'uuid[]'),
    bind(column(people, 'unitId'), 'uuid[]'),
    bind(column(people, 'relation'), 'text[]'),
  ];
  return [
    'involving',
    `insert into core.involved (shard, case_id, id, person_id, unit_id, relation, since)
     select moved.shard, moved.id, given.*, ${at()} from moved cross join unnest(${given.join(', ')}) as given returning 1`,
  ];
}

function stopped(gone: NonNullable<ChangeParts['clocks']>['gone'], { values: { bind } }: Place): Part {
  const given = `unnest(${bind(column(gone, 'code'), 'text[]')}, ${bind(column(gone, 'startedAt'), 'timestamptz[]')}) as given (code, started_at)`;
  return [
    'stopped',
    `delete from core.clock k using moved, ${given}
      where k.shard = moved.shard and k.case_id = moved.id and k.code = given.code and k.started_at = given.started_at returning 1`,
  ];
}

function clocked(kept: readonly ClockRow[], { values: { bind } }: Place): Part {
  const given = [
    bind(column(kept, 'code'), 'text[]'),
    ...(['startedAt', 'dueAt', 'endedAt'] as const).map((name) => bind(column(kept, name), 'timestamptz[]')),
    bind(column(kept, 'state'), 'text[]'),
  ];
  return [
    'clocked',
    `insert into core.clock (shard, case_id, code, started_at, due_at, ended_at, state)
     select moved.shard, moved.id, given.* from moved cross join unnest(${given.join(', ')}) as given
     on conflict (shard, case_id, code, started_at) do update set due_at = excluded.due_at, ended_at = excluded.ended_at, state = excluded.state
     returning 1`,
  ];
}

const noted = (note: NoteRow, { values: { bind } }: Place): Part => [
  'noted',
  `insert into core.note (shard, case_id, entry_id, body, audience)
     select moved.shard, moved.id, ${bind(note.entryId, 'uuid')}, ${bind(note.body)}, ${bind(note.audience)} from moved returning 1`,
];

const linked = ({ otherId, relation }: NonNullable<ChangeParts['link']>, { values: { bind }, at }: Place): Part => [
  'linked',
  `insert into core.link (shard, case_id, other_id, relation, since)
     select moved.shard, moved.id, ${bind(otherId, 'uuid')}, ${bind(relation)}, ${at()} from moved on conflict do nothing returning 1`,
];
