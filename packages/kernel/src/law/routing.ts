import type { Label, Source } from '@maplebridge/contract';

/** Which unit answers for which type where and when; `type` null: for all, `placeId` null: everywhere. */
export interface CompetenceRow {
  readonly unitId: string;
  readonly type: string | null;
  readonly placeId: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly source: Source | null;
}

export interface RoutingInput {
  readonly type: string;
  /** From the place itself up to the root of places; empty without a place. */
  readonly placePath: readonly string[];
  readonly competence: readonly CompetenceRow[];
  readonly day: string;
  readonly rootUnitId: string;
}

export interface Routed {
  readonly unitId: string;
  /** What was looked at, in order, and at last what decided. */
  readonly steps: readonly Label[];
}

/** Nearest place first, then everywhere; at each, a row for this type before one for all types; in the end the root unit. */
export function route(input: RoutingInput): Routed {
  const steps: Label[] = [];
  for (const placeId of [...input.placePath, null]) {
    const row = competentAt(input, placeId);
    if (row) return { unitId: row.unitId, steps: [...steps, sayFound(row)] };
    steps.push(sayNobody(input, placeId));
  }
  const byDefault = { 'zh-CN': `默认：由根单位${input.rootUnitId}负责。`, en: `By default the root unit ${input.rootUnitId} answers.` };
  return { unitId: input.rootUnitId, steps: [...steps, byDefault] };
}

/** Of several rows alike, the one that began last; the smaller id where even that is alike, so that two gateways agree. */
function competentAt({ type, competence, day }: RoutingInput, placeId: string | null): CompetenceRow | undefined {
  const valid = competence.filter((row) => row.placeId === placeId && row.from <= day && (row.until === null || day < row.until));
  const best = (rows: readonly CompetenceRow[]): CompetenceRow | undefined =>
    [...rows].sort((one, other) => other.from.localeCompare(one.from) || (one.unitId < other.unitId ? -1 : 1))[0];
  return best(valid.filter((row) => row.type === type)) ?? best(valid.filter((row) => row.type === null));
}

function sayFound({ unitId, type, placeId, from, source }: CompetenceRow): Label {
  const where = placeId === null ? { 'zh-CN': '所有地点', en: 'every place' } : { 'zh-CN': `地点${placeId}`, en: `place ${placeId}` };
  const what = type === null ? { 'zh-CN': '所有类型', en: 'all types' } : { 'zh-CN': `类型${type}`, en: `type ${type}` };
  const by = source
    ? { 'zh-CN': `（依据${source.instrument['zh-CN']}${source.article}）`, en: ` (${source.instrument.en} ${source.article})` }
    : { 'zh-CN': '', en: '' };
  return {
    'zh-CN': `${where['zh-CN']}、${what['zh-CN']}：自${from}起由单位${unitId}负责${by['zh-CN']}。`,
    en: `For ${what.en} at ${where.en}, unit ${unitId} answers since ${from}${by.en}.`,
  };
}

const sayNobody = ({ type, day }: RoutingInput, placeId: string | null): Label => ({
  'zh-CN': `${placeId === null ? '不限地点' : `地点${placeId}`}：${day}没有单位负责类型${type}。`,
  en: `${placeId === null ? 'Regardless of place' : `At place ${placeId}`} no unit answers for type ${type} on ${day}.`,
});
