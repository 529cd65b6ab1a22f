import { allUnits, insertUnit, insertUnitKind, raiseTree, uuidv7, type Database, type Query } from '@maplebridge/storage';
import { planUnits, unitsShape, type UnitPlan } from './planUnits';
import { readTable, TableMistakes } from './readTable';

/** Adds the units of a file, all or none, in one transaction. A second run changes nothing. */
export async function importUnits(database: Database, path: string, now: Date): Promise<{ created: number; unchanged: number }> {
  const rows = await readTable(path, unitsShape);
  return database.transaction(async (query) => {
    await query(`select version from core.tree for update`); // two imports at once wait for each other here
    const existing = await allUnits(query);
    const kinds = new Set((await query<{ kind: string }>(`select kind from core.unit_kind`)).map(({ kind }) => kind));
    const { toMake, unchanged, mistakes } = planUnits(rows, existing, (kind) => kinds.has(kind));
    if (mistakes.length > 0) throw new TableMistakes(path, mistakes);
    await make(query, toMake, { ids: new Map(existing.map((unit) => [unit.code, unit.id])), now });
    if (toMake.length > 0) await raiseTree(query);
    return { created: toMake.length, unchanged };
  });
}

async function make(query: Query, plans: readonly UnitPlan[], { ids, now }: { ids: Map<string, string>; now: Date }): Promise<void> {
  for (const one of plans) {
    const id = uuidv7(now);
    ids.set(one.code, id);
    await insertUnitKind(query, { kind: one.kind, nameZh: one.kindLabel['zh-CN'], nameEn: one.kindLabel.en });
    const parentId = one.parent === null ? null : (ids.get(one.parent) ?? null);
    const { code, kind, timeZone, name } = one;
    const isMade = await insertUnit(query, { id, code, kind, parentId, timeZone, nameZh: name['zh-CN'], nameEn: name.en, from: now });
    if (!isMade) throw new Error(`The parent of "${code}" is not there any more.`);
  }
}
