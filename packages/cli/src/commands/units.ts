import type { UnitRecord } from '@maplebridge/contract';
import { allUnits } from '@maplebridge/storage';
import type { Command } from 'commander';
import { addUnitChanges } from './unitChanges';
import { importUnits } from '../registry/importUnits';
import { inPlace } from '../shell/run';

export function addUnits(program: Command): void {
  const units = program.command('units').description('organisations, one tree. 单位');
  units
    .command('import')
    .argument('<file>', 'CSV or JSON with code, name_zh, name_en, kind, parent; time_zone, kind_zh and kind_en may be added')
    .description('add units; parents may stand anywhere in the file, and a second run changes nothing. 导入单位')
    .action((file: string, _options: object, command: Command) =>
      inPlace(command, true, async ({ place, voice }) => {
        const { created, unchanged } = await importUnits(place.database, file, new Date());
        const text = { 'zh-CN': `新建单位 ${created} 个，已有 ${unchanged} 个`, en: `${created} units created, ${unchanged} were there` };
        voice.answer({ event: 'unitsImported', created, unchanged }, voice.say(text));
      }),
    );
  addUnitChanges(units);
  units
    .command('list')
    .description('show the tree. 列出单位')
    .action((_options: object, command: Command) =>
      inPlace(command, true, async ({ place, voice }) => {
        const all = await allUnits(place.database.query);
        voice.answer(
          { event: 'units', units: all.map((unit) => asJson(unit, all)) },
          tree(all, (unit) => voice.say(unit.name)) || voice.say(none),
        );
      }),
    );
}

const none = { 'zh-CN': '尚无单位', en: 'there are no units yet' };

const asJson = (unit: UnitRecord, all: readonly UnitRecord[]) => ({
  code: unit.code,
  name: unit.name,
  kind: unit.kind,
  level: unit.level,
  timeZone: unit.timeZone,
  parent: all.find((one) => one.id === unit.parentId)?.code ?? null,
});

/** Each below its parent, indented by its level. */
function tree(all: readonly UnitRecord[], nameOf: (unit: UnitRecord) => string): string {
  const below = (parentId: string | null): readonly string[] =>
    all
      .filter((unit) => unit.parentId === parentId)
      .flatMap((unit) => [`${'  '.repeat(unit.level)}${unit.code}  ${nameOf(unit)}  (${unit.kind}, ${unit.timeZone})`, ...below(unit.id)]);
  return below(null).join('\n');
}
