import type { Label, Sees } from '@maplebridge/contract';
import type { Query } from '../database/database';

/** A case type as it was last loaded: enough to read its cases when its plugin is gone. */
export interface StoredTypeRow {
  readonly name: string;
  readonly version: number;
  readonly jurisdiction: string;
  readonly jurisdictionVersion: string;
  readonly jurisdictionLabel: Label;
  readonly label: Label;
  readonly states: Readonly<Record<string, { readonly label: Label; readonly phase: string }>>;
  readonly moves: Readonly<Record<string, { readonly label: Label }>>;
  readonly sees: Sees;
  readonly roles: Readonly<Record<string, Label>>;
}

export async function storeType(query: Query, type: StoredTypeRow): Promise<void> {
  await query(
    `insert into core.case_type (name, version, jurisdiction, jurisdiction_version, jurisdiction_label, label, states, moves, sees, roles)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (name, version) do update set jurisdiction = excluded.jurisdiction, jurisdiction_version = excluded.jurisdiction_version,
       jurisdiction_label = excluded.jurisdiction_label, label = excluded.label, states = excluded.states, moves = excluded.moves,
       sees = excluded.sees, roles = excluded.roles`,
    [
      type.name,
      type.version,
      type.jurisdiction,
      type.jurisdictionVersion,
      type.jurisdictionLabel,
      type.label,
      type.states,
      type.moves,
      type.sees,
      type.roles,
    ],
  );
}

/** The newest version of every case type that was ever loaded into this database. */
export const storedTypes = (query: Query): Promise<StoredTypeRow[]> =>
  query<StoredTypeRow>(
    `select distinct on (name) name, version, jurisdiction, jurisdiction_version as "jurisdictionVersion",
        jurisdiction_label as "jurisdictionLabel", label, states, moves, sees, roles
       from core.case_type order by name, version desc`,
  );

/**
 * Replaces the units a jurisdiction is open for; none means everywhere. Codes are kept as they were configured: one of a unit that is
 * not there (yet) opens nothing, so that a slip of the pen never opens a plugin everywhere.
 */
export async function storeOpenings(query: Query, jurisdiction: string, unitCodes: readonly string[]): Promise<void> {
  await query(`delete from core.opening where jurisdiction = $1`, [jurisdiction]);
  await query(`insert into core.opening (jurisdiction, unit_code) select $1, unnest($2::text[]) on conflict do nothing`, [
    jurisdiction,
    unitCodes,
  ]);
}

/** Units that each restricted jurisdiction is open for; `unitId` is null where no unit has the code. */
export const openings = (query: Query): Promise<{ jurisdiction: string; code: string; unitId: string | null }[]> =>
  query(`select o.jurisdiction, o.unit_code as code, u.id as "unitId" from core.opening o left join core.unit u on u.code = o.unit_code`);

export async function setting(query: Query, name: string): Promise<string | null> {
  const [row] = await query<{ value: string }>(`select value from core.setting where name = $1`, [name]);
  return row?.value ?? null;
}

/** Keeps the first value given under a name; the value that stands. */
export async function keepSetting(query: Query, name: string, value: string): Promise<string> {
  await query(`insert into core.setting (name, value) values ($1, $2) on conflict (name) do nothing`, [name, value]);
  return (await setting(query, name)) ?? value;
}

/** Keeps the value in the place of the one before. */
export async function putSetting(query: Query, name: string, value: string): Promise<void> {
  await query(`insert into core.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`, [
    name,
    value,
  ]);
}

/** The epoch of the ledger: renewed when the cluster's identity or timeline differs, so that a restore is noticed. */
export async function currentEpoch(query: Query): Promise<string> {
  const [row] = await query<{ id: string }>(
    `with here as (select s.system_identifier::text as identifier, c.timeline_id as timeline from pg_control_system() s, pg_control_checkpoint() c),
       put as (insert into core.epoch (id, system_identifier, timeline) select gen_random_uuid(), identifier, timeline from here
         on conflict (one) do update set
           id = case when (core.epoch.system_identifier, core.epoch.timeline) is distinct from (excluded.system_identifier, excluded.timeline)
                     then excluded.id else core.epoch.id end,
           system_identifier = excluded.system_identifier, timeline = excluded.timeline
         returning id)
     select id from put`,
  );
  if (!row) throw new Error('The epoch cannot be read.');
  return row.id;
}
