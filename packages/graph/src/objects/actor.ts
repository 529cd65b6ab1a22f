import type { Actor, Label, RequestContext, Side, UnitRecord } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { ActorKindEnum } from '../enums';
import { loaders } from '../loaders';
import { actorWords, postCode } from '../plan/words';
import { shown, spoken } from '../shown';
import { UnitObject } from './unit';
import { access } from '../access/access';

const sideLabels: Readonly<Record<Side, Label>> = {
  applicant: { 'zh-CN': '申请人', en: 'Applicant' },
  respondent: { 'zh-CN': '被申请人', en: 'Respondent' },
  third: { 'zh-CN': '第三人', en: 'Third party' },
};

const otherLabels = {
  resident: { 'zh-CN': '居民', en: 'Resident' },
  system: { 'zh-CN': '系统', en: 'The platform' },
  import: { 'zh-CN': '历史数据导入', en: 'Import' },
} as const satisfies Readonly<Record<string, Label>>;

const labelOf = ({ kind, role }: Actor, context: RequestContext): Label => {
  if (kind === 'side') return sideLabels[role as Side] ?? { 'zh-CN': role, en: role }; // of another release: shown by its code
  if (kind === 'post' || kind === 'assignment') return context.directory.roleLabel(role);
  return otherLabels[kind];
};

/** `post` may be null: who acts from a side or an assignment holds none, and rights of different kinds never share a word. */
@access('case')
@ObjectType('Actor', { description: 'Who acted or handles, by the right they used: never a name.' })
export class ActorObject {
  @spoken('The post, side or assignment in words.', labelOf, { plan: { value: actorWords(sideLabels, otherLabels) } })
  label: string;

  @shown(() => ActorKindEnum, { description: 'By what kind of right.', plan: { attribute: 'kind' } })
  kind: string;

  @shown(() => String, { description: 'Code of the post, side or assignment.', plan: { attribute: 'role' } })
  role: string;

  @shown(() => String, {
    nullable: true,
    description: 'Code of the post; null when it was no post but a side, an assignment or the platform.',
    read: ({ kind, role }: Actor) => (kind === 'post' ? role : null),
    plan: { value: postCode },
  })
  post: string;

  @shown(() => UnitObject, {
    nullable: true,
    description: 'The unit in which the post is held.',
    read: ({ unitId }: Actor, _args: object, context: RequestContext) => (unitId === null ? null : loaders.units(context).load(unitId)),
    plan: { relation: 'unit' },
  })
  unit: UnitRecord;
}
