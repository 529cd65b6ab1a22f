import type { UnitRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';

interface UnitRow extends Omit<UnitRecord, 'name' | 'kindLabel'> {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kindZh: string;
  readonly kindEn: string;
}

const columns = `u.id, u.code, u.name_zh as "nameZh", u.name_en as "nameEn", u.kind, k.label_zh as "kindZh", k.label_en as "kindEn", u.level, u.parent_id as "parentId", u.path,
  u.time_zone as "timeZone", u.valid_from as "from", u.valid_until as "until"`;

const asRecord = ({ nameZh, nameEn, kindZh, kindEn, ...row }: UnitRow): UnitRecord => ({
  ...row,
  name: { 'zh-CN': nameZh, en: nameEn },
  kindLabel: { 'zh-CN': kindZh, en: kindEn },
});

async function unitsWhere(query: Query, condition: string, values: readonly unknown[]): Promise<readonly UnitRecord[]> {
  const rows = await query<UnitRow>(
    `select ${columns} from core.unit u join core.unit_kind k on k.kind = u.kind where ${condition}`,
    values,
  );
  return rows.map(asRecord);
}

export const unitsById = (query: Query, ids: readonly string[]): Promise<readonly UnitRecord[]> =>
  unitsWhere(query, 'u.id = any ($1)', [ids]);

export const unitByCode = async (query: Query, code: string): Promise<UnitRecord | null> =>
  (await unitsWhere(query, 'u.code = $1', [code]))[0] ?? null;

/** Every unit, parents before children. */
export const allUnits = (query: Query): Promise<readonly UnitRecord[]> => unitsWhere(query, 'true order by u.level, u.code', []);

export const rootUnit = async (query: Query): Promise<UnitRecord | null> =>
  (await unitsWhere(query, 'u.parent_id is null order by u.valid_from, u.id limit 1', []))[0] ?? null;

/** Children in order of their code; `after` and `before` are codes. */
export const childUnits = (
  query: Query,
  parentId: string,
  window: { limit: number; isBackward: boolean; from?: string },
): Promise<readonly UnitRecord[]> => {
  const sign = window.isBackward ? '<' : '>';
  const keyset = window.from === undefined ? '' : ` and u.code ${sign} $3`;
  const values = [parentId, window.limit, ...(window.from === undefined ? [] : [window.from])];
  return unitsWhere(query, `u.parent_id = $1${keyset} order by u.code ${window.isBackward ? 'desc' : 'asc'} limit $2`, values);
};

/** The first or the last children of many units, in order of their code. */
export const childUnitsOf = (
  query: Query,
  parentIds: readonly string[],
  window: { limit: number; isBackward: boolean },
): Promise<readonly UnitRecord[]> =>
  unitsWhere(
    query,
    `u.id in (
      select child.id from unnest($1::uuid[]) as parent (id) cross join lateral (
        select c.id from core.unit c where c.parent_id = parent.id order by c.code ${window.isBackward ? 'desc' : 'asc'} limit $2) child)
     order by u.code`,
    [parentIds, window.limit],
  );

export interface NewUnit {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly parentId: string | null;
  readonly timeZone: string;
  readonly from: Date;
}

export async function insertUnitKind(
  query: Query,
  { kind, nameZh, nameEn }: { kind: string; nameZh: string; nameEn: string },
): Promise<void> {
  await query(`insert into core.unit_kind (kind, label_zh, label_en) values ($1, $2, $3) on conflict (kind) do nothing`, [
    kind,
    nameZh,
    nameEn,
  ]);
}

/** Adds a unit under its parent; the path comes from the parent's row. True when it is there now, false when the parent is not. */
export async function insertUnit(query: Query, one: NewUnit): Promise<boolean> {
  const rows = await query(
    `with added as (
       insert into core.unit (id, code, name_zh, name_en, kind, parent_id, level, path, time_zone, valid_from)
       select $1::uuid, $2, $3, $4, $5, $6::uuid, coalesce(p.level + 1, 0), coalesce(p.path, '{}') || $1::uuid, $7, $8
         from (select 1) one left join core.unit p on p.id = $6::uuid where $6::uuid is null or p.id is not null
       returning id)
     select id from added`,
    [one.id, one.code, one.nameZh, one.nameEn, one.kind, one.parentId, one.timeZone, one.from],
  );
  if (rows.length) await keepUnitHistory(query, one.id, one.from);
  return rows.length > 0;
}

async function keepUnitHistory(query: Query, unitId: string, from: Date): Promise<void> {
  await query(
    `insert into core.unit_history (unit_id, parent_id, path, name_zh, name_en, valid_from)
     select id, parent_id, path, name_zh, name_en, $2 from core.unit where id = $1`,
    [unitId, from],
  );
}

/** Statements of every session compare the tree's version: raising it makes them reload. */
export async function raiseTree(query: Query): Promise<number> {
  const [row] = await query<{ version: number }>(`update core.tree set version = version + 1 returning version`);
  if (!row) throw new Error('The tree has no version.');
  return row.version;
}
