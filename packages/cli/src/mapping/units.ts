import type { UnitWish } from '@maplebridge/kernel';
import type { Row } from './row';
import { compileWhen } from './conditions';
import type { Mapping } from './schema';
import { compileTemplate } from './template';

/** The unit that a row names by the first rule that fits and whose columns are all there; null: the root. Each unit is made once. */
export function compileUnits(mapping: Mapping): (cells: Row) => UnitWish | null {
  const { units } = mapping;
  if (!units) return () => null;
  const rules = units.rules.map((rule) => ({
    test: compileWhen(rule.when),
    code: compileTemplate(rule.code),
    zh: compileTemplate(rule.name['zh-CN']),
    en: compileTemplate(rule.name.en),
    rest: { kind: rule.kind.code, kindLabel: rule.kind.label, under: units.parent.code, timeZone: mapping.timeZone },
  }));
  return (cells) => {
    for (const { test, code, zh, en, rest } of rules) {
      if (!test(cells)) continue;
      const [text, nameZh, nameEn] = [code(cells.cell), zh(cells.cell), en(cells.cell)];
      if (text !== null && nameZh !== null && nameEn !== null) return { ...rest, code: text, name: { 'zh-CN': nameZh, en: nameEn } };
    }
    return null;
  };
}

/** The unit under which rows make units. */
export const parentOf = ({ units, timeZone }: Mapping): UnitWish | undefined =>
  units && {
    code: units.parent.code,
    name: units.parent.name,
    kind: units.parent.kind.code,
    kindLabel: units.parent.kind.label,
    under: null,
    timeZone,
  };
