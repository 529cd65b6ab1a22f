import { Refusal, type FieldClass, type HeldValue, type PartyRecord, type PersonalValue, type RequestContext } from '@maplebridge/contract';
import DataLoader from 'dataloader';
import { ObjectType } from 'type-graphql';
import { access } from '../access/access';
import { loaders } from '../loaders';
import { shown } from '../shown';
import { PartyObject, PersonalObject } from './party';

export interface OpenedValue {
  readonly field: string;
  readonly value: PersonalValue;
  /** Of whom; absent for a detail of the case. */
  readonly of?: { readonly caseId: string; readonly partyId: string };
}

@access('carried')
@ObjectType('OpenedValue', { description: 'A personal value that was opened.' })
export class OpenedValueObject {
  @shown(() => PartyObject, {
    nullable: true,
    description: 'The party whose value it is; null for a detail of the case itself.',
    checksRights: true,
    read: ({ of }: OpenedValue, _args: object, context: RequestContext) => (of ? partyOf(of, context) : null),
  })
  party: PartyRecord;

  @shown(() => String, { description: 'Name of the field.', checksRights: true })
  field: string;

  @shown(() => PersonalObject, { description: 'The value, unmasked.', checksRights: true })
  value: PersonalValue;
}

const partyOf = async ({ caseId, partyId }: NonNullable<OpenedValue['of']>, context: RequestContext): Promise<PartyRecord | null> =>
  (await loaders.parties(context).load(caseId)).find(({ id }) => id === partyId) ?? null;

interface Asked {
  readonly caseId: string;
  readonly classes: readonly FieldClass[];
}

const openingKey = Symbol('openings');

/** Values of one case at a time: a list shows masks, and nobody turns the pages of a register of names by mistake. */
const opening = (context: RequestContext): DataLoader<Asked, readonly HeldValue[] | null, string> =>
  context.cached(openingKey, () => {
    const read = async (asked: readonly Asked[]) => {
      if (new Set(asked.map(({ caseId }) => caseId)).size > 1) throw oneAtATime();
      return Promise.all(asked.map(({ caseId, classes }) => context.desk.openAssigned(caseId, classes)));
    };
    return new DataLoader<Asked, readonly HeldValue[] | null, string>(read, {
      cacheKeyFn: ({ caseId, classes }) => `${caseId} ${classes.join(' ')}`,
      cache: false, // each reading is one of its own, also within the life of a stream
    });
  });

export async function openedIn(
  caseId: string,
  classes: readonly FieldClass[],
  context: RequestContext,
): Promise<readonly OpenedValue[] | null> {
  const held = await opening(context).load({ caseId, classes: [...new Set(classes)].sort() });
  return held?.map(({ partyId, field, value }) => ({ field, value, ...(partyId === null ? {} : { of: { caseId, partyId } }) })) ?? null;
}

const oneAtATime = (): Refusal =>
  new Refusal('COST_EXCEEDED', {
    'zh-CN': '`opened` 一次只能查看一个案件的个人信息；列表只显示掩码。请逐案查询。',
    en: '`opened` reads the personal values of one case at a time, and lists show masks. Ask for one case.',
  });
