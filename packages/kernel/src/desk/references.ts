import { Refusal, type FieldSpec, type Label } from '@maplebridge/contract';
import { knownPersons, placesById } from '@maplebridge/storage';
import type { Platform } from './platform';

type Values = Readonly<Record<string, unknown>>;

/** Values that passed `checkFields` may name a unit, a place or a person: each has to be there, and a unit of a kind that fits. */
export async function checkReferences(platform: Platform, fields: readonly FieldSpec[], values: Values): Promise<void> {
  for (const field of fields) {
    const id = values[field.name];
    if (typeof id === 'string') await checkReference(platform, field, id);
  }
}

async function checkReference(platform: Platform, { name, type }: FieldSpec, id: string): Promise<void> {
  const { query } = platform.database;
  if (type.kind === 'place' && (await placesById(query, [id])).length === 0) throw absent(name);
  if (type.kind === 'person' && (await knownPersons(query, [id])).length === 0) throw absent(name);
  if (type.kind !== 'unit') return;
  const unit = await platform.rules.unit(id);
  if (!unit) throw absent(name);
  const kinds = type.unitKinds ?? [];
  if (kinds.length > 0 && !kinds.includes(unit.kind))
    throw refusal('BAD_USER_INPUT', name, {
      'zh-CN': `“${name}”应为以下类别的单位：${kinds.join('、')}；所给单位的类别为 ${unit.kind}。`,
      en: `"${name}" takes a unit of kind ${kinds.join(' or ')}; this one is a ${unit.kind}.`,
    });
}

const absent = (name: string): Refusal =>
  refusal('NOT_FOUND', name, {
    'zh-CN': `“${name}”所指的对象不存在；请核对编号。`,
    en: `What "${name}" names is not there; check the id.`,
  });

const refusal = (code: 'BAD_USER_INPUT' | 'NOT_FOUND', field: string, words: Label): Refusal => new Refusal(code, words, { field });
