import { unitLevels, ancestorColumn } from '../core';
import type { Query } from '../database/database';
import { quoted } from '../migrate/roles';
import { binder, type Binder } from './binder';
import type { DetailsTable } from './caseColumns';
import { RightsMoved } from './findCases';
import { anyBranch, freshness, type Seer } from './sight';

/** The columns of a case that a move may change, all of them: what does not change is given as it was. */
export interface CaseStanding {
  readonly state: string;
  readonly phase: string;
  readonly outcome: string | null;
  readonly unitId: string;
  readonly handlerId: string | null;
  readonly handlerPost: string | null;
  readonly handlerUnit: string | null;
  readonly enteredAt: Date;
  readonly closedAt: Date | null;
  readonly changedAt: Date;
  readonly dueAt: Date | null;
  readonly dueClock: string | null;
  readonly lastMove: string;
}

export interface NewCase extends CaseStanding {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly jurisdiction: string;
  readonly number: string;
  readonly summary: string;
  readonly placeId: string | null;
  readonly reportId: string | null;
  readonly openedAt: Date;
}

const ancestors = unitLevels.map(ancestorColumn);
/** Ancestors come from the tree itself, so a case row and its unit can never disagree. */
const ancestorsOfUnit = unitLevels.map((level) => `u.path[${level + 1}]`);

/** The unit as it stands when its row is ours to share: what moves or dissolves it meanwhile is waited for. */
const unitNow = ({ bind }: Binder, { unitId, changedAt }: Pick<CaseStanding, 'unitId' | 'changedAt'>): string =>
  `(select id, path, valid_until is null or valid_until > ${bind(changedAt, 'timestamptz')} as answers
      from core.unit where id = ${bind(unitId, 'uuid')} for key share)`;

const standingColumns = {
  state: 'state',
  phase: 'phase',
  outcome: 'outcome',
  handlerId: 'handler_id',
  handlerPost: 'handler_post',
  handlerUnit: 'handler_unit',
  enteredAt: 'entered_at',
  closedAt: 'closed_at',
  changedAt: 'changed_at',
  dueClock: 'due_clock',
  lastMove: 'last_move',
} as const satisfies Partial<Record<keyof CaseStanding, string>>;

const standingFields = Object.entries(standingColumns) as readonly (readonly [keyof typeof standingColumns, string])[];
const due = (dueAt: Date | null): Date | 'infinity' => dueAt ?? 'infinity';

export async function insertCase(query: Query, one: NewCase): Promise<void> {
  const values = binder();
  const columns = [
    'id',
    'type',
    'type_version',
    'jurisdiction',
    'number',
    'summary',
    'place_id',
    'report_id',
    'opened_at',
    'unit_id',
    'due_at',
  ];
  const given = [
    one.id,
    one.type,
    one.typeVersion,
    one.jurisdiction,
    one.number,
    one.summary,
    one.placeId,
    one.reportId,
    one.openedAt,
    one.unitId,
  ];
  const bound = [...given, due(one.dueAt), ...standingFields.map(([name]) => one[name])].map((value) => values.bind(value));
  const inserted = await query<{ id: string }>(
    `insert into core."case" (${[...columns, ...standingFields.map(([, column]) => column), ...ancestors].join(', ')})
     select ${bound.join(', ')}, ${ancestorsOfUnit.join(', ')} from ${unitNow(values, one)} u where u.answers returning id`,
    values.values,
  );
  if (!inserted.length) throw new RightsMoved('the unit was dissolved');
  await query(`insert into core.case_number (number, case_id) values ($1, $2)`, [one.number, one.id]);
}

/** What a change was decided on, and the case as it is to stand. */
export interface NextStanding {
  readonly seer: Seer;
  readonly expected: { readonly id: string; readonly version: number; readonly state: string };
  readonly next: CaseStanding;
}

/**
 * Changes a case only if it still is what was decided on: this version, in this state, still theirs to see, under the same rights.
 * Returns id, shard and version, or no row when any of that is no longer so.
 */
export function caseUpdate({ seer, expected, next }: NextStanding, values: Binder): string {
  const set = standingFields.map(([name, column]) => `${column} = ${values.bind(next[name])}`);
  return `update core."case" c set version = c.version + 1, unit_id = u.id, due_at = ${values.bind(due(next.dueAt))}, ${set.join(', ')},
       ${ancestors.map((column, level) => `${column} = ${ancestorsOfUnit[level]}`).join(', ')}
     from ${unitNow(values, next)} u
     where (u.answers or u.id = c.unit_id) and c.id = ${values.bind(expected.id, 'uuid')}
       and c.version = ${values.bind(expected.version, 'integer')} and c.state = ${values.bind(expected.state)}
       and ${freshness(seer, values)} and ${anyBranch(seer, values)}
     returning c.id, c.shard, c.version`;
}

/** The new version; null when the case is no longer what was decided on. */
export async function changeCase(query: Query, change: NextStanding): Promise<number | null> {
  const values = binder();
  const [changed] = await query<{ version: number }>(caseUpdate(change, values), values.values);
  return changed?.version ?? null;
}

/**
 * Nobody else changes the case until the transaction ends. The unit's row first, as every write of a case takes them: two that need both
 * wait for each other.
 */
export async function holdCase(query: Query, { caseId, unitId }: { readonly caseId: string; readonly unitId: string }): Promise<void> {
  await query(`select from core.unit where id = $1 for key share`, [unitId]);
  await query(`select from core."case" where id = $1 for no key update`, [caseId]);
}

/** Writes these fields of the details, making the row when there is none. Names come from the declaration. */
export async function writeDetails(
  query: Query,
  table: DetailsTable,
  { caseId, fields }: { readonly caseId: string; readonly fields: Readonly<Record<string, unknown>> },
): Promise<void> {
  const values = binder();
  const id = values.bind(caseId, 'uuid');
  const written = table.columns.filter((one) => one.field in fields);
  const columns = written.map((one) => quoted(one.column));
  const bound = written.map((one) => values.bind(fields[one.field]));
  const set = columns.map((column) => `${column} = excluded.${column}`);
  await query(
    `insert into ${quoted(table.schema)}.${quoted(table.table)} (${['shard', 'case_id', ...columns].join(', ')})
     values (${[`core.shard_of(${id})`, id, ...bound].join(', ')})
     on conflict (shard, case_id) do ${set.length ? `update set ${set.join(', ')}` : 'nothing'}`,
    values.values,
  );
}
