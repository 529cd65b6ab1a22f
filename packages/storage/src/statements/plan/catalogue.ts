import type { PlanEntity, PlanForm } from '@maplebridge/contract';
import { quoted } from '../../migrate/roles';
import type { DetailsTable } from '../caseColumns';
import { audienceOf, token } from './guards';
import { expression, type Json } from './json';
import { quotedText } from '../quotedText';

/** A row of the statement: its alias, and that of the case it hangs on, by whose standing it is judged what is told. */
export interface Row {
  readonly entity: PlanEntity;
  readonly alias: string;
  readonly caseAlias: string;
  /** Of a row of details. */
  readonly table?: DetailsTable;
}

interface Attribute {
  readonly sql: string;
  readonly isNullable: boolean;
}

type Columns = Readonly<Record<string, string | { readonly nullable: string }>>;

const label = (column: string): Columns => ({ [`${column}.zh-CN`]: `${column}_zh`, [`${column}.en`]: `${column}_en` });

/** Attributes under the names of the contract's records; those that may be null are marked. */
const columns: Readonly<Partial<Record<PlanEntity, Columns>>> = {
  case: {
    id: 'id',
    type: 'type',
    jurisdiction: 'jurisdiction',
    number: 'number',
    version: 'version',
    summary: 'summary',
    state: 'state',
    phase: 'phase',
    outcome: { nullable: 'outcome' },
    handlerPost: { nullable: 'handler_post' },
    openedAt: 'opened_at',
    enteredAt: 'entered_at',
    closedAt: { nullable: 'closed_at' },
    changedAt: 'changed_at',
  },
  unit: {
    id: 'id',
    code: 'code',
    ...label('name'),
    kind: 'kind',
    level: 'level',
    timeZone: 'time_zone',
    from: 'valid_from',
    until: { nullable: 'valid_until' },
  },
  place: { id: 'id', name: 'name', kind: 'kind' },
  report: { id: 'id', number: 'number', channel: 'channel', receivedAt: 'received_at' },
  party: { id: 'id', side: 'side', capacity: 'capacity', consent: 'consent' },
  mask: { text: 'mask' },
  link: { relation: 'relation' },
  entry: {
    id: 'id',
    type: 'type',
    caseType: { nullable: 'case_type' },
    stateAfter: { nullable: 'state_after' },
    phaseAfter: { nullable: 'phase_after' },
    happenedAt: 'happened_at',
    recordedAt: 'recorded_at',
  },
};

/** What is not simply a column. */
const computed: Readonly<Record<string, (row: Row) => Attribute>> = {
  'unit.kindLabel.zh-CN': ({ alias }) => always(`(select k.label_zh from core.unit_kind k where k.kind = ${alias}.kind)`),
  'unit.kindLabel.en': ({ alias }) => always(`(select k.label_en from core.unit_kind k where k.kind = ${alias}.kind)`),
  'party.nameMask': ({ alias }) => always(nameMask(alias)),
  'entry.caseId': ({ alias }) => always(`coalesce(${alias}.case_id, ${alias}.subject_id)`),
  'entry.actorKind': ({ alias }) => always(`(${alias}.actor->>'kind')`),
  'entry.actorRole': ({ alias }) => always(`(${alias}.actor->>'role')`),
  'entry.note': (row) => ({ sql: noteOf(row), isNullable: true }),
};

const always = (sql: string): Attribute => ({ sql, isNullable: false });

/** A party that came from an earlier case has its values, and so its mask, there. */
const nameMask = (party: string): string =>
  `coalesce((select m.mask from core.mask m where m.shard = case when ${party}.sealed_case is null then ${party}.shard else core.shard_of(${party}.sealed_case) end
     and m.case_id = coalesce(${party}.sealed_case, ${party}.case_id) and m.subject_id = coalesce(${party}.sealed_party, ${party}.id)
     and m.field = 'name'), '***')`;

const noteOf = ({ alias, caseAlias }: Row): string =>
  `(select n.body from core.note n where n.shard = ${alias}.shard and n.case_id = ${alias}.case_id and n.entry_id = ${alias}.id
     and ${audienceOf('n', caseAlias)})`;

/** The attribute as SQL over the row. A name that the catalogue does not have is a mistake of whoever declared the plan. */
export function attributeOf(row: Row, name: string): Attribute {
  if (row.entity === 'details') return detail(row, name);
  const column = columns[row.entity]?.[name];
  if (typeof column === 'string') return always(`${row.alias}.${column}`);
  if (column) return { sql: `${row.alias}.${column.nullable}`, isNullable: true };
  const made = computed[`${row.entity}.${name}`]?.(row);
  if (made) return made;
  throw new Error(`A plan asks for "${name}" of ${row.entity}, which storage does not know.`);
}

/** Internal details are for those who work on the case; to everybody else they are null. */
function detail({ alias, caseAlias, table }: Row, name: string): Attribute {
  const column = table?.columns.find(({ field }) => field === name);
  if (!column) throw new Error(`A plan asks for the detail "${name}", which has no column in ${table?.table ?? 'no table'}.`);
  const sql = `${alias}.${quoted(column.column)}`;
  return { sql: column.isInternal ? `case when ${token('works', caseAlias)} then ${sql} end` : sql, isNullable: true };
}

/** The JSON of an attribute in its form; null as null. */
export function jsonOf({ sql, isNullable }: Attribute, form: PlanForm): Json {
  const json = bareJson(sql, form);
  if (!isNullable) return json;
  const text = json.length === 1 && json[0] && 'sql' in json[0] ? `${json[0].sql}::text` : `'"' || ${stringOf(sql, form)} || '"'`;
  return expression(`coalesce(${text}, 'null')`);
}

function bareJson(sql: string, form: PlanForm): Json {
  if (form === 'text') return expression(`to_json(${sql}::text)`);
  if (form === 'plain') return expression(`(${sql})`);
  return [{ text: '"' }, { sql: stringOf(sql, form) }, { text: '"' }];
}

function stringOf(sql: string, form: PlanForm): string {
  if (form === 'instant') return `to_char(${sql}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return typeof form === 'object' ? globalId(form.id, sql) : `(${sql})::text`;
}

/**
 * base64url of `<kind>:<uuid>`: short enough that `encode` breaks no line, and of letters whose base64 has neither + nor /. The padding
 * is as long as the length says.
 */
function globalId(kind: string, sql: string): string {
  const encoded = `encode((${quotedText(`${kind}:`)} || ${sql})::bytea, 'base64')`;
  const padding = (3 - ((kind.length + 37) % 3)) % 3;
  return padding === 0 ? encoded : `left(${encoded}, -${padding})`;
}
