import { Refusal, type Actor, type FieldSpec } from '@maplebridge/contract';

/** Findings and results are the office's to set: a party who gives one is told which, and nothing is written. */
export function refuseOffice(fields: readonly FieldSpec[], given: Readonly<Record<string, unknown>>, kind: Actor['kind']): void {
  if (kind === 'post' || kind === 'assignment') return;
  const reserved = fields.filter((one) => one.setBy === 'office' && given[one.name] !== undefined);
  const [first] = reserved;
  if (!first) return;
  throw new Refusal(
    'FORBIDDEN',
    {
      'zh-CN': `“${reserved.map((one) => one.label['zh-CN']).join('、')}”由办理人员填写；请不要在申请中填写。`,
      en: `${reserved.map((one) => `"${one.name}"`).join(', ')} can be set only by those who work on the case; leave it out.`,
    },
    { field: first.name },
  );
}
