import { Refusal, type UnitRecord } from '@maplebridge/contract';
import { insertUnit, insertUnitKind, raiseTree, rootUnit, unitByCode, uuidv7, type ImportConnection } from '@maplebridge/storage';
import type { UnitWish } from './importedRow';

/** A mapping that makes a unit of every row is a mistake, not a wish. */
const mostUnits = 2_000;

/** Units by code, made when a row first names them. In memory for the run: as many as there are units, never as many as rows. */
export interface ImportUnits {
  /** Makes what is missing, in transactions of its own: a unit is worth keeping even when the batch that named it fails. */
  ensure(wishes: readonly UnitWish[]): Promise<void>;
  /** Throws for a unit that was never ensured. */
  of(wish: UnitWish | null): UnitRecord;
  created(): number;
}

export interface UnitsPlan {
  /** Made under the root when it is not there; it becomes the root itself where there are no units at all. */
  readonly parent: UnitWish | null;
  /** Finds, and makes nothing. */
  readonly isRehearsal: boolean;
  now(): Date;
}

export async function openImportUnits(connection: ImportConnection, plan: UnitsPlan): Promise<ImportUnits> {
  const known = new Map<string, UnitRecord>();
  let created = 0;
  const make = async (wish: UnitWish): Promise<void> => {
    if (created >= mostUnits) throw tooManyUnits(wish.code);
    known.set(wish.code, await makeUnit(connection, wish, plan.now()));
    created += 1;
  };
  const ensure = async (wish: UnitWish): Promise<void> => {
    const unit = known.get(wish.code) ?? (await unitByCode(connection.query, wish.code));
    if (unit) known.set(wish.code, unit);
    else if (!plan.isRehearsal) await make(wish);
  };
  const before = await rootUnit(connection.query);
  if (plan.parent) await ensure({ ...plan.parent, under: before?.code ?? null });
  const root = before ?? (await rootUnit(connection.query));
  if (!root && !plan.parent) throw noUnits();
  return {
    ensure: async (wishes) => {
      for (const wish of wishes) if (!known.has(wish.code)) await ensure(wish);
    },
    of: (wish) => {
      const unit = wish ? known.get(wish.code) : root;
      if (!unit) throw new Error(`The unit "${wish?.code ?? 'root'}" was not ensured.`);
      return unit;
    },
    created: () => created,
  };
}

async function makeUnit(connection: ImportConnection, wish: UnitWish, now: Date): Promise<UnitRecord> {
  const { query } = connection;
  const parent = wish.under === null ? null : await unitByCode(query, wish.under);
  if (wish.under !== null && !parent) throw noParent(wish);
  return connection.transaction(async () => {
    await insertUnitKind(query, { kind: wish.kind, nameZh: wish.kindLabel['zh-CN'], nameEn: wish.kindLabel.en });
    await insertUnit(query, {
      id: uuidv7(now),
      code: wish.code,
      nameZh: wish.name['zh-CN'],
      nameEn: wish.name.en,
      kind: wish.kind,
      parentId: parent?.id ?? null,
      timeZone: wish.timeZone,
      from: now,
    });
    await raiseTree(query);
    const made = await unitByCode(query, wish.code);
    if (!made) throw new Error(`The unit "${wish.code}" was just written and cannot be read.`);
    return made;
  });
}

const noUnits = (): Refusal =>
  new Refusal('UNAVAILABLE', {
    'zh-CN': '尚未建立任何单位；请先用 maplebridge units import 导入，或在映射的 units.parent 中给出上级单位。',
    en: 'There are no units yet. Import them with "maplebridge units import" first, or let the mapping make its parent unit (units.parent).',
  });

const noParent = (wish: UnitWish): Refusal =>
  new Refusal('NOT_FOUND', {
    'zh-CN': `没有单位“${wish.under}”，无法在其下建立“${wish.code}”；请先导入该单位。`,
    en: `There is no unit "${wish.under}" to make "${wish.code}" under; import it with "maplebridge units import" first.`,
  });

const tooManyUnits = (code: string): Refusal =>
  new Refusal('BAD_USER_INPUT', {
    'zh-CN': `映射要建立的单位超过 ${mostUnits} 个（到“${code}”为止）；请检查 units 规则所用的列。`,
    en: `The mapping makes more than ${mostUnits} units (stopped at "${code}"); check the column that its unit rules use.`,
  });
