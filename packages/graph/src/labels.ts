import type { Label, RequestContext } from '@maplebridge/contract';
import { loaders } from './loaders';
import { codeAsLabel } from './say';

/** The words of a state: from the loaded type, else from what was stored when the type was last loaded, else its code. */
export function stateLabel(type: string, state: string, context: RequestContext): Label | Promise<Label> {
  const declared = context.caseTypes.get(type)?.states[state]?.label;
  if (declared) return declared;
  return loaders
    .storedTypes(context)
    .load(type)
    .then((stored) => stored?.states[state]?.label ?? codeAsLabel(state));
}

export const entryLabels: Readonly<Record<string, Label>> = {
  opened: { 'zh-CN': '立案登记', en: 'Opened' },
  partyLinked: { 'zh-CN': '发放当事人链接', en: 'Link made for a party' },
  partyLinkRevoked: { 'zh-CN': '撤销当事人链接', en: 'Link of a party ended' },
  emergencyOpened: { 'zh-CN': '紧急查阅', en: 'Opened in an emergency' },
  emergencyReviewed: { 'zh-CN': '核查紧急查阅', en: 'Emergency reviewed' },
  excluded: { 'zh-CN': '回避', en: 'Excluded for a conflict of interest' },
  exclusionLifted: { 'zh-CN': '解除回避', en: 'Exclusion ended' },
  partyAdded: { 'zh-CN': '增加当事人', en: 'Party added' },
  partyIdentified: { 'zh-CN': '确认当事人身份', en: 'Party identified' },
  processingConsentGiven: { 'zh-CN': '同意处理个人信息', en: 'Agreed to the processing of personal values' },
  processingConsentWithdrawn: { 'zh-CN': '撤回对处理个人信息的同意', en: 'Took back what was agreed to on personal values' },
  valuesErased: { 'zh-CN': '删除个人信息', en: 'Personal values erased' },
  amended: { 'zh-CN': '更正或补充内容', en: 'Details amended' },
};

/** The words of a ledger entry: a move's label, one of the platform's own, else its code. */
export function entryLabel(type: string | null, entry: string, context: RequestContext): Label | Promise<Label> {
  const declared = type === null ? undefined : context.caseTypes.get(type)?.moves[entry]?.label;
  const known = declared ?? entryLabels[entry];
  if (known) return known;
  if (type === null) return codeAsLabel(entry);
  return loaders
    .storedTypes(context)
    .load(type)
    .then((stored) => stored?.moves[entry]?.label ?? codeAsLabel(entry));
}
