import type { Label, Sees } from '@maplebridge/contract';
import { detailsTableName, snakeCase } from '@maplebridge/contract';
import type { TestGateway } from '@maplebridge/testkit';
import { allPlugins } from '../stories/city';

/** Rows exactly as the tables hold them; instants are UTC text with six digits, so that they compare as text. */
export interface CaseRow {
  readonly id: string;
  readonly type: string;
  readonly jurisdiction: string;
  readonly number: string;
  readonly version: number;
  readonly summary: string;
  readonly state: string;
  readonly phase: string;
  readonly outcome: string | null;
  readonly unit_id: string;
  readonly handler_id: string | null;
  readonly handler_post: string | null;
  readonly handler_unit: string | null;
  readonly place_id: string | null;
  readonly report_id: string | null;
  readonly opened_at: string;
  readonly entered_at: string;
  readonly closed_at: string | null;
  readonly changed_at: string;
  readonly due_at: string;
  readonly due_clock: string | null;
  /** The units from the root down to the accountable one. */
  readonly path: readonly string[];
}

export interface InvolvedRow {
  readonly case_id: string;
  readonly person_id: string | null;
  readonly unit_id: string | null;
  readonly relation: string;
  readonly side: string | null;
  readonly until: string | null;
}

export interface ExclusionRow {
  readonly case_id: string;
  readonly person_id: string;
  readonly until: string | null;
}

export interface EmergencyRow {
  readonly case_id: string;
  readonly person_id: string;
  readonly until: string;
}

export interface AppointmentRow {
  readonly person_id: string;
  readonly role: string;
  readonly unit_id: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
}

export interface PartyRow {
  readonly case_id: string;
  readonly id: string;
  readonly side: string;
  readonly capacity: string;
  readonly acts_for: string | null;
  readonly consent: string;
  readonly sealed_party: string | null;
}

export interface MaskRow {
  readonly case_id: string;
  readonly subject_id: string;
  readonly field: string;
  readonly class: string;
  readonly mask: string;
}

export interface EntryRow {
  readonly position: number;
  readonly id: string;
  readonly case_id: string | null;
  readonly subject_id: string;
  readonly case_type: string | null;
  readonly type: string;
  readonly state_after: string | null;
  readonly phase_after: string | null;
  readonly audience: string;
  readonly actor: { readonly kind: string; readonly role: string; readonly unitId: string | null };
  readonly happened_at: string;
  readonly recorded_at: string;
}

export interface NoteRow {
  readonly entry_id: string;
  readonly body: string;
  readonly audience: string;
}

export interface LinkRow {
  readonly case_id: string;
  readonly other_id: string;
  readonly relation: string;
  readonly since: string;
}

export interface UnitRow {
  readonly id: string;
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly kind: string;
  readonly parent_id: string | null;
  readonly level: number;
  readonly path: readonly string[];
  readonly time_zone: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
}

export interface PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly part_of: string | null;
  readonly path: readonly string[];
}

export interface ReportRow {
  readonly id: string;
  readonly number: string;
  readonly channel: string;
  readonly received_at: string;
  readonly place_id: string | null;
}

export interface TypeRow {
  readonly name: string;
  readonly version: number;
  readonly jurisdiction: string;
  readonly jurisdiction_version: string;
  readonly jurisdiction_label: Label;
  readonly states: Readonly<Record<string, { readonly label: Label; readonly phase: string }>>;
  readonly moves: Readonly<Record<string, { readonly label: Label }>>;
  readonly sees: Sees;
  readonly roles: Readonly<Record<string, Label>>;
}

export interface KindRow {
  readonly kind: string;
  readonly label_zh: string;
  readonly label_en: string;
}

export type DetailsRow = Readonly<Record<string, unknown>>;

/** Everything there is, whoever may see it. */
export interface Rows {
  readonly cases: readonly CaseRow[];
  readonly involved: readonly InvolvedRow[];
  readonly exclusions: readonly ExclusionRow[];
  readonly emergencies: readonly EmergencyRow[];
  readonly appointments: readonly AppointmentRow[];
  readonly parties: readonly PartyRow[];
  readonly masks: readonly MaskRow[];
  readonly entries: readonly EntryRow[];
  readonly notes: readonly NoteRow[];
  readonly links: readonly LinkRow[];
  /** In the order of their codes as the database sorts text. */
  readonly units: readonly UnitRow[];
  readonly kinds: readonly KindRow[];
  readonly places: readonly PlaceRow[];
  readonly reports: readonly ReportRow[];
  readonly numbers: readonly { readonly number: string; readonly case_id: string }[];
  /** Ordered by name; the newest version of each. */
  readonly types: readonly TypeRow[];
  readonly persons: readonly { readonly id: string; readonly subject: string }[];
  /** By the id of the case. */
  readonly details: ReadonlyMap<string, DetailsRow>;
}

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?[+-]\d\d:\d\d$/;

/** An instant as JSON of the database has it, in UTC and with six digits; anything else as it is. */
export function utc(value: unknown): unknown {
  const parts = typeof value === 'string' ? instantForm.exec(value) : null;
  if (!parts) return value;
  return `${new Date(value as string).toISOString().slice(0, 19)}.${(parts[1] ?? '').padEnd(6, '0')}`;
}

/** An instant of this process in the same form. */
export const utcOf = (instant: Date): string => `${instant.toISOString().slice(0, 23)}000`;

export async function readRows(city: TestGateway): Promise<Rows> {
  const all = async <Row>(table: string, order = 't::text'): Promise<readonly Row[]> => {
    const found = await city.sql<{ row: object }>(`select to_jsonb(t) as row from ${table} t order by ${order}`);
    return found.map(({ row }) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, utc(value)])) as Row);
  };
  const types = await all<TypeRow>('core.case_type', 'name, version desc');
  return {
    cases: (await all<CaseRow>('core."case"', 'opened_at, number')).map(withPath),
    involved: await all('core.involved'),
    exclusions: await all('core.exclusion'),
    emergencies: await all('core.emergency'),
    appointments: await all('core.appointment'),
    parties: await all('core.party', 'side, case_id'),
    masks: await all('core.mask'),
    entries: await all('core.entry', 'happened_at, type, subject_version'),
    notes: await all('core.note'),
    links: await all('core.link'),
    units: await all('core.unit', 'code'),
    kinds: await all('core.unit_kind'),
    places: await all('core.place', 'code'),
    reports: await all('core.report', 'received_at, number'),
    numbers: await all('core.case_number'),
    types: types.filter((one, at) => types[at - 1]?.name !== one.name),
    persons: await all('core.person', 'subject'),
    details: await readDetails(all),
  };
}

function withPath(row: CaseRow): CaseRow {
  const columns = row as unknown as Readonly<Record<string, string | null>>;
  return { ...row, path: [0, 1, 2, 3, 4, 5, 6, 7].flatMap((level) => columns[`at_${level}`] ?? []) };
}

async function readDetails(all: (table: string) => Promise<readonly DetailsRow[]>): Promise<ReadonlyMap<string, DetailsRow>> {
  const found = new Map<string, DetailsRow>();
  for (const plugin of allPlugins)
    for (const type of plugin.caseTypes)
      for (const row of await all(`${snakeCase(plugin.name)}.${detailsTableName(type)}`)) found.set(row.case_id as string, row);
  return found;
}
