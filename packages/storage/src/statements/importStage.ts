import type { ImportConnection } from './importConnection';
import type { ClockRow } from './history';

/** A case of a file, complete: what is missing here is the same for all cases of its type. Instants are ISO text. */
export interface StagedCase {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly number: string;
  readonly summary: string;
  readonly unitId: string;
  readonly placeId: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly dueAt: string | null;
  readonly dueClock: string | null;
  readonly openedEntry: string;
  readonly closedEntry: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly clocks: readonly ClockRow[];
}

/** Where cases of a type begin, and where imported closures rest. */
export interface StagedType {
  readonly type: string;
  readonly version: number;
  readonly jurisdiction: string;
  readonly state: string;
  readonly phase: string;
  readonly closedState: string;
  readonly outcome: string;
  readonly closingMove: string;
}

const columns = {
  ordinal: 'integer',
  key: 'text',
  id: 'uuid',
  type: 'text',
  number: 'text',
  summary: 'text',
  unit_id: 'uuid',
  place_id: 'uuid',
  opened_at: 'timestamptz',
  closed_at: 'timestamptz',
  due_at: 'timestamptz',
  due_clock: 'text',
  opened_entry: 'uuid',
  closed_entry: 'uuid',
  details: 'jsonb',
  clocks: 'jsonb',
} as const;

const declared = Object.entries(columns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

/** The stage is emptied by every commit: what stands in it is always the batch under way. */
export async function openStage({ query }: ImportConnection, types: readonly StagedType[]): Promise<void> {
  await query(`create temporary table stage (${declared}) on commit delete rows`);
  await query(`create temporary table stage_type (type text primary key, version integer, jurisdiction text, state text, phase text,
    closed_state text, outcome text, closing_move text) on commit preserve rows`);
  const fields = ['type', 'version', 'jurisdiction', 'state', 'phase', 'closedState', 'outcome', 'closingMove'] as const;
  const values = fields.map((name) => types.map((one) => one[name]));
  await query(
    `insert into pg_temp.stage_type select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    values,
  );
}

export async function stageCases(connection: ImportConnection, cases: readonly StagedCase[]): Promise<void> {
  await connection.copy(`pg_temp.stage (${Object.keys(columns).join(', ')})`, cases.map(lineOf).join(''));
}

const lineOf = (one: StagedCase, ordinal: number): string =>
  `${[
    String(ordinal),
    escaped(one.key),
    one.id,
    escaped(one.type),
    one.number,
    escaped(one.summary),
    one.unitId,
    orNull(one.placeId),
    one.openedAt,
    orNull(one.closedAt),
    one.dueAt ?? 'infinity',
    orNull(one.dueClock),
    one.openedEntry,
    orNull(one.closedEntry),
    one.details ? escaped(JSON.stringify(one.details)) : '\\N',
    one.clocks.length > 0 ? escaped(JSON.stringify(one.clocks)) : '\\N',
  ].join('\t')}\n`;

const orNull = (value: string | null): string => (value === null ? '\\N' : escaped(value));

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** Text format of COPY: the four characters that mean something there. Most values have none of them. */
const escaped = (value: string): string =>
  /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character) : value;
