import type { PostHolder, RequestContext, UnitRecord } from '@maplebridge/contract';
import { ID, Int, ObjectType } from 'type-graphql';
import { badInput } from '../badInput';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken, type ArgumentSpec } from '../shown';
import { access } from '../access/access';

@access('signedIn')
@ObjectType('PostHolder', {
  description: 'Somebody who holds a post in a unit, by id and never by name: what a move that assigns a person takes.',
})
export class PostHolderObject {
  @shown(() => ID, {
    description: 'Global id of the person, for inputs that take a person.',
    read: ({ personId }: PostHolder) => toGlobalId('person', personId),
  })
  person: string;

  @shown(() => String, { description: 'Code of the role.' })
  role: string;

  @spoken('The role in words.', ({ role }: PostHolder, context: RequestContext) => context.directory.roleLabel(role))
  label: string;

  @shown(() => DateTimeScalar, { description: 'Since when.' })
  from: Date;

  @shown(() => DateTimeScalar, { nullable: true, description: 'Until when; null while it is held without an end.' })
  until: Date;
}

const mostHolders = 100;

export const holderArguments = {
  role: { type: () => String, description: 'Only posts of this role, by its code, e.g. `mediator`; absent: of every role.' },
  first: { type: () => Int, description: `How many at most, 1 to ${mostHolders} (else BAD_USER_INPUT); default ${mostHolders}.` },
} as const satisfies Readonly<Record<string, ArgumentSpec>>;

interface HolderArguments {
  readonly role?: string | null;
  readonly first?: number | null;
}

export async function holdersOf(
  unit: UnitRecord,
  { role, first }: HolderArguments,
  context: RequestContext,
): Promise<readonly PostHolder[]> {
  const size = first ?? mostHolders;
  if (size < 1 || size > mostHolders) {
    throw badInput('first', `“first” 为 ${size}；可取 1 至 ${mostHolders}。`, `"first" is ${size}; it may be 1 to ${mostHolders}.`);
  }
  const holders = await loaders.holders(context).load(`${unit.id} ${role ?? ''}`);
  return holders.slice(0, size);
}
