import type { UnitVersion } from '@maplebridge/contract';
import { ancestorColumn, unitLevels } from '../core';
import type { Query } from '../database/database';

/**
 * Until the transaction ends nobody else changes the tree, and no case is opened in or handed to the units below: whoever does
 * takes a key share of the unit's row, waits here and reads the tree anew. Returns the deepest level below the unit.
 */
export async function lockUnitsBelow(query: Query, unitId: string): Promise<number> {
  await query(`select version from core.tree for update`);
  const locked = await query<{ level: number }>(`select level from core.unit where $1 = any (path) order by id for update`, [unitId]);
  return Math.max(0, ...locked.map(({ level }) => level));
}

export async function setUnitName(query: Query, unitId: string, name: { readonly zh: string; readonly en: string }): Promise<void> {
  await query(`update core.unit set name_zh = $2, name_en = $3 where id = $1`, [unitId, name.zh, name.en]);
}

/** The unit and all below it stand under the new parent from now on. */
export async function setUnitParent(query: Query, unitId: string, parentId: string): Promise<void> {
  await query(
    `update core.unit u set path = p.path || u.path[array_position(u.path, $1::uuid):],
            level = p.level + 1 + u.level - m.level, parent_id = case when u.id = m.id then p.id else u.parent_id end
       from core.unit p, core.unit m where m.id = $1 and p.id = $2 and $1 = any (u.path)`,
    [unitId, parentId],
  );
}

/** The unit answers for nothing new: it is over, and so is its competence from this day. */
export async function endUnit(query: Query, unitId: string, { at, day }: { readonly at: Date; readonly day: string }): Promise<void> {
  await query(`update core.unit set valid_until = $2 where id = $1`, [unitId, at]);
  await query(
    `update core.competence set valid_until = greatest(valid_from, $2::date) where unit_id = $1 and (valid_until is null or valid_until > $2::date)`,
    [unitId, day],
  );
  await query(`update core.unit_history set valid_until = $2 where unit_id = $1 and valid_until is null`, [unitId, at]);
}

/** The unit and all below as they are now become the newest version of each; the one before ends. */
export async function keepUnitVersions(query: Query, unitId: string, at: Date): Promise<void> {
  await query(
    `update core.unit_history h set valid_until = $2 from core.unit u where u.id = h.unit_id and $1 = any (u.path) and h.valid_until is null`,
    [unitId, at],
  );
  await query(
    `insert into core.unit_history (unit_id, parent_id, path, name_zh, name_en, valid_from)
     select id, parent_id, path, name_zh, name_en, $2 from core.unit where $1 = any (path) and valid_until is null
     on conflict (unit_id, valid_from) do update
       set parent_id = excluded.parent_id, path = excluded.path, name_zh = excluded.name_zh, name_en = excluded.name_en, valid_until = null,
           recorded_at = excluded.recorded_at`,
    [unitId, at],
  );
}

const ancestors = unitLevels.map((level) => `${ancestorColumn(level)} = u.path[${level + 1}]`).join(', ');
const casesAtOnce = 5_000;

/** Writes the ancestors of every case below the unit anew; `level` is where the unit stood when they were written. How many it were. */
export async function renewAncestors(
  query: Query,
  { unitId, level }: { readonly unitId: string; readonly level: number },
): Promise<number> {
  let renewed = 0;
  for (let last: string | null = null; ;) {
    const [batch]: { many: number; last: string | null }[] = await query(
      `with chosen as (select id from core."case" where ${ancestorColumn(level)} = $1 and ($2::uuid is null or id > $2) order by id limit $3),
            changed as (update core."case" c set ${ancestors} from chosen, core.unit u where c.id = chosen.id and u.id = c.unit_id)
       select count(*)::integer as many, (array_agg(id order by id desc))[1] as last from chosen`,
      [unitId, last, casesAtOnce],
    );
    renewed += batch?.many ?? 0;
    if (!batch?.last || batch.many < casesAtOnce) return renewed;
    last = batch.last;
  }
}

/** What keeps a unit from being dissolved. */
export async function whatUnitHolds(
  query: Query,
  { unitId, level }: { readonly unitId: string; readonly level: number },
): Promise<{ readonly openCases: number; readonly units: number }> {
  const [held] = await query<{ openCases: number; units: number }>(
    `select (select count(*)::integer from core."case" where ${ancestorColumn(level)} = $1 and unit_id = $1 and closed_at is null) as "openCases",
            (select count(*)::integer from core.unit where parent_id = $1 and valid_until is null) as units`,
    [unitId],
  );
  return held ?? { openCases: 0, units: 0 };
}

interface VersionRow {
  readonly unitId: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly zh: string;
  readonly en: string;
  readonly from: Date;
  readonly until: Date | null;
}

/** All versions of these units, each unit's in the order in which they held. */
export async function unitVersions(
  query: Query,
  unitIds: readonly string[],
): Promise<readonly (UnitVersion & { readonly unitId: string })[]> {
  const rows = await query<VersionRow>(
    `select unit_id as "unitId", parent_id as "parentId", path, name_zh as zh, name_en as en, valid_from as "from", valid_until as until
       from core.unit_history where unit_id = any ($1) order by unit_id, valid_from`,
    [unitIds],
  );
  return rows.map(({ zh, en, ...row }) => ({ ...row, name: { 'zh-CN': zh, en } }));
}
