import { Refusal, type Label, type PolicyValue, type UnitRecord } from '@maplebridge/contract';
import { localDay, resolvePolicy } from '@maplebridge/kernel';
import { policyRows, unitByCode, unitsById } from '@maplebridge/storage';
import type { Command } from 'commander';
import { dayOption } from '../registry/days';
import { importPolicies, policyKeys } from '../registry/policies';
import { whoAmI } from '../shell/whoAmI';
import { inPlace } from '../shell/run';
import type { Voice } from '../shell/voice';
import type { Place } from '../store/openPlace';

export function addPolicy(program: Command): void {
  const policy = program.command('policy').description('local numbers by unit, with their source. 本地规则');
  policy
    .command('import')
    .argument(
      '<file>',
      'CSV or JSON with key, unit, value, from, instrument_zh, instrument_en, article, version; until and text_zh/text_en may be added',
    )
    .description('add values; every one within the bounds of its key. 导入本地规则')
    .action((file: string, _options: object, command: Command) =>
      inPlace(command, true, async ({ place, voice }) => {
        const given = { keys: policyKeys(place.jurisdictions), by: whoAmI(), now: new Date() };
        const { added, unchanged } = await importPolicies(place.database, file, given);
        const text = { 'zh-CN': `新增 ${added} 条，已有 ${unchanged} 条`, en: `${added} values added, ${unchanged} were there` };
        voice.answer({ event: 'policiesImported', added, unchanged }, voice.say(text));
      }),
    );
  policy
    .command('explain')
    .argument('<key>', 'e.g. duty.signFor')
    .requiredOption('--unit <code>', 'for which unit')
    .option('--on <day>', 'on which day, where the unit is; default: today', dayOption)
    .description('which value holds, and by which row. 说明适用的数值及其依据')
    .action((key: string, _options: object, command: Command) =>
      inPlace<{ unit: string; on?: string }>(command, true, async ({ place, voice, options }) =>
        explain(place, voice, { key, code: options.unit, on: options.on }),
      ),
    );
}

async function explain(place: Place, voice: Voice, asked: { key: string; code: string; on?: string }): Promise<void> {
  const { query } = place.database;
  const keys = policyKeys(place.jurisdictions);
  const key = keys.get(asked.key);
  const unit = await unitByCode(query, asked.code);
  if (!key || !unit) throw unknown(asked, key ? null : [...keys.keys()].sort(), unit === null);
  const day = asked.on ?? localDay(new Date(), unit.timeZone);
  const value = resolvePolicy(key, unit.path, day, await policyRows(query));
  const decided = value.decidedBy ? ((await unitsById(query, [value.decidedBy.unitId]))[0] ?? null) : null;
  voice.answer(asJson({ value, unit, day, decided }), asText(voice, { value, unit, day, decided }));
}

function unknown({ key, code }: { key: string; code: string }, keys: readonly string[] | null, isUnitUnknown: boolean): Refusal {
  const wrong: Label[] = [
    ...(keys
      ? [{ 'zh-CN': `没有规则“${key}”；有：${keys.join('、')}。`, en: `There is no policy "${key}"; there are ${keys.join(', ')}.` }]
      : []),
    ...(isUnitUnknown ? [{ 'zh-CN': `没有单位“${code}”。`, en: `There is no unit "${code}"; see maplebridge units list.` }] : []),
  ];
  return new Refusal('NOT_FOUND', { 'zh-CN': wrong.map((one) => one['zh-CN']).join(' '), en: wrong.map((one) => one.en).join(' ') });
}

interface Explained {
  readonly value: PolicyValue;
  readonly unit: UnitRecord;
  readonly day: string;
  /** The unit whose row decided; null: the declared default. */
  readonly decided: UnitRecord | null;
}

const asJson = ({ value: { key, value, source, decidedBy }, unit, day, decided }: Explained) => ({
  event: 'policy',
  key: key.name,
  label: key.label,
  unit: unit.code,
  day,
  value,
  countedIn: key.unit,
  minimum: key.minimum,
  maximum: key.maximum,
  default: key.default,
  decidedBy: decidedBy && { unit: decided?.code ?? null, from: decidedBy.from, until: decidedBy.until },
  source,
  isVerified: source.verified !== undefined,
});

function asText(voice: Voice, { value: { key, value, source, decidedBy }, unit, day, decided }: Explained): string {
  const zh = voice.language === 'zh-CN';
  const row = decidedBy
    ? `${decided?.code ?? '?'} ${decided ? voice.say(decided.name) : ''}  ${decidedBy.from} – ${decidedBy.until ?? (zh ? '至今' : 'open')}`
    : zh
      ? '无（默认值）'
      : 'none (the declared default)';
  const { verified } = source;
  const lines: readonly (readonly [string, string, string])[] = [
    ['规则', 'policy', `${key.name}  ${voice.say(key.label)}`],
    ['单位 / 日期', 'unit / day', `${unit.code} ${voice.say(unit.name)}  ${day}`],
    ['数值', 'value', `${value} ${key.unit}`],
    ['范围', 'bounds', `${key.minimum} – ${key.maximum}, ${zh ? '默认' : 'default'} ${key.default}`],
    ['决定行', 'decided by', row],
    [
      '依据',
      'source',
      `${voice.say(source.instrument)} ${source.article} (${source.version}, ${source.inForceFrom})${source.text ? `: ${voice.say(source.text)}` : ''}`,
    ],
    ['核对', 'verified', verified ? `${verified.by} ${verified.on}` : zh ? '未与原文核对' : 'not compared with the official text'],
  ];
  return lines.map(([labelZh, labelEn, text]) => `${(zh ? labelZh : labelEn).padEnd(12)}${text}`).join('\n');
}
