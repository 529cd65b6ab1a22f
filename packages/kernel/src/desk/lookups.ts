import { Refusal, type Jurisdiction, type UnitRecord } from '@maplebridge/contract';
import type { LoadedType, Platform } from './platform';

export function loadedOf(platform: Platform, type: string): LoadedType {
  const loaded = platform.types.get(type);
  if (loaded) return loaded;
  throw new Refusal('PLUGIN_DORMANT', {
    'zh-CN': `案件类型“${type}”的插件未加载，案件只读；请管理员启用该插件。`,
    en: `The plugin of "${type}" is not loaded here, so the case is read-only; ask the operator to enable it.`,
  });
}

export async function accountable(platform: Platform, unitId: string): Promise<UnitRecord> {
  await platform.rules.refresh();
  const unit = await platform.rules.unit(unitId);
  if (unit && (unit.until === null || unit.until > platform.now())) return unit;
  throw new Refusal(
    'NOT_FOUND',
    { 'zh-CN': '没有这个单位，或它已撤销。', en: 'There is no such unit, or it was dissolved; choose one that answers today.' },
    { field: 'unit' },
  );
}

/** A jurisdiction without openings is open everywhere; with them, for those units and all below. */
export async function refuseUnopened(platform: Platform, jurisdiction: Jurisdiction, unit: UnitRecord): Promise<void> {
  const [row] = await platform.database.query<{ open: boolean }>(
    `select count(*) = 0 or coalesce(bool_or(u.id = any ($2)), false) as open
       from core.opening o left join core.unit u on u.code = o.unit_code where o.jurisdiction = $1`,
    [jurisdiction.name, unit.path],
  );
  if (row?.open ?? true) return;
  throw new Refusal('FORBIDDEN', {
    'zh-CN': `“${jurisdiction.label['zh-CN']}”未在此单位开通。`,
    en: `"${jurisdiction.name}" is not open for this unit; see the query jurisdictions(unit) for what is.`,
  });
}
