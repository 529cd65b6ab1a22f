import { Refusal, type UnitRecord } from '@maplebridge/contract';

export const noUnit = (): Refusal =>
  new Refusal('NOT_FOUND', {
    'zh-CN': '没有这个单位，或它已撤销；用 units list 查看现有单位。',
    en: 'There is no such unit, or it was dissolved; "units list" shows what there is.',
  });

export const rootStays = ({ code }: UnitRecord): Refusal =>
  new Refusal('BAD_USER_INPUT', {
    'zh-CN': `“${code}”是最上级单位，不能移动或撤销；可以改名。`,
    en: `"${code}" is the root of the tree and is neither moved nor dissolved; it can be renamed.`,
  });

export const circle = (unit: UnitRecord, parent: UnitRecord): Refusal =>
  new Refusal('BAD_USER_INPUT', {
    'zh-CN': `“${parent.code}”就是“${unit.code}”或在其之下，移动后会成环；请选择其他上级单位。`,
    en: `"${parent.code}" is "${unit.code}" itself or stands below it, so the tree would become a circle; choose a parent outside it.`,
  });

interface Depth {
  readonly parent: UnitRecord;
  readonly reached: number;
  readonly deepest: number;
}

export const tooDeep = (unit: UnitRecord, { parent, reached, deepest }: Depth): Refusal =>
  new Refusal('BAD_USER_INPUT', {
    'zh-CN': `移到“${parent.code}”之下后，“${unit.code}”的下级会到第 ${reached} 层，最深为第 ${deepest} 层；请选择更高的上级单位。`,
    en: `Under "${parent.code}" what is below "${unit.code}" would reach level ${reached}; ${deepest} is the deepest. Choose a higher parent.`,
  });

export const holds = ({ code }: UnitRecord, { openCases, units }: { readonly openCases: number; readonly units: number }): Refusal =>
  new Refusal('BAD_USER_INPUT', {
    'zh-CN': `“${code}”还有 ${openCases} 件未结案件、${units} 个下级单位，不能撤销；请先移交案件，并移动或撤销下级单位。`,
    en: `"${code}" still has ${openCases} open cases and ${units} units below it. Transfer the cases, and move or dissolve those units, first.`,
  });
