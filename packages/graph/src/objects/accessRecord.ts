import type { AccessRecord, Label, ProcessingBasis, RequestContext, Source, UnitRecord } from '@maplebridge/contract';
import { ID, ObjectType } from 'type-graphql';
import { BasisEnum, FieldClassEnum } from '../enums';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { CitationObject } from './citation';
import { connectionObjects } from './connection';
import { NodeInterface } from './node';
import { UnitObject } from './unit';
import { access } from '../access/access';

const labelOf = ({ role }: AccessRecord, context: RequestContext): Label =>
  context.directory.roleLabel(role.replace(/^(side|emergency):/, ''));

/** Told by the right that was used, before any law: the reader's own values, or an emergency. */
const ownGround = (role: string): ProcessingBasis | null =>
  role.startsWith('side:') ? 'own' : role.startsWith('emergency:') ? 'emergency' : null;

const basisOf = ({ role, caseType }: AccessRecord, context: RequestContext): ProcessingBasis | null =>
  ownGround(role) ?? context.caseTypes.get(caseType ?? '')?.processing?.basis ?? null;

@access('own')
@ObjectType('AccessRecord', {
  implements: NodeInterface,
  description:
    'An opening of personal values by `unmask` or `Case.opened`, or of a whole case by `openInEmergency`: by what right, what for and when. Never a name.',
})
export class AccessRecordObject {
  @shown(() => ID, { description: 'Global id of the record.', read: ({ id }: AccessRecord) => toGlobalId('access', id) })
  id: string;

  @shown(() => DateTimeScalar, { description: 'When the values were opened.' })
  at: Date;

  @shown(() => String, {
    description:
      'Code of the post or assignment; `side:<side>` when a party opened its own values; `emergency:<post>` when somebody opened the case in an emergency.',
  })
  role: string;

  @spoken('The post, assignment or side in words.', labelOf)
  label: string;

  @shown(() => UnitObject, {
    nullable: true,
    description: 'The unit in which the post is held; null when it was no post.',
    read: ({ unitId }: AccessRecord, _args: object, context: RequestContext) =>
      unitId === null ? null : loaders.units(context).load(unitId),
  })
  unit: UnitRecord;

  @shown(() => String, { description: 'The purpose that was stated.' })
  purpose: string;

  @shown(() => BasisEnum, {
    nullable: true,
    description: 'On which basis the values were processed (PIPL art. 13); null where the case type does not say.',
    read: (record: AccessRecord, _args: object, context: RequestContext) => basisOf(record, context),
  })
  basis: string;

  @shown(() => CitationObject, {
    nullable: true,
    description: 'The law behind the basis, for LEGAL_DUTY and CONSENT; null where the case type does not say.',
    read: ({ role, caseType }: AccessRecord, _args: object, context: RequestContext) =>
      ownGround(role) ? null : (context.caseTypes.get(caseType ?? '')?.processing?.source ?? null),
  })
  basisSource: Source;

  @shown(() => [FieldClassEnum], {
    description: 'Classes of values that were asked for; none where a case was opened in an emergency and nothing unmasked.',
  })
  classes: readonly string[];

  @shown(() => ID, {
    description: 'Global id of the case in which the values are kept: the first one, when a later case continues it.',
    read: ({ caseId }: AccessRecord) => toGlobalId('case', caseId),
  })
  caseId: string;
}

export const { Connection: AccessRecordConnection } = connectionObjects('AccessRecord', () => AccessRecordObject);
