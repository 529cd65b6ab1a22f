import type { AnyCaseType, CaseRecord, Constructor, RequestContext } from '@maplebridge/contract';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { casePage, type CasePageArguments } from '../casePage';
import type { CaseFilterArgument } from '../caseFilter';
import { CaseOrderEnum } from '../enums';
import { fromGlobalId } from '../globalId';
import { loaders } from '../loaders';
import type { CaseConnectionValue } from '../objects/connection';
import type { ReceiptValue } from '../receipts';
import { WindowArgs } from '../window';
import { described } from './codeEnum';
import { declareFigures } from './figures';
import { filterOfType, typedFilter } from './filter';
import { openInput, type OpenCaseInput } from './inputs';
import { declareMoves } from './moves';
import { namesOf } from './names';
import { caseObjects } from './objects';
import { declareChanged } from './stream';
import { openCase } from './writing';

const made = new WeakMap<AnyCaseType, Constructor<object>>();

/**
 * The fields that nobody should write twice for a case type X: `x`, `xs`, `openX`, `moveX`, `amendX`, one mutation for each move
 * that takes an input, `xChanged`, `xStatistics`, `xWarnings`. List it among the `resolvers` of the jurisdiction.
 */
export function caseResolver(type: AnyCaseType): Constructor<object> {
  const resolver = made.get(type) ?? makeResolver(type);
  made.set(type, resolver);
  return resolver;
}

function makeResolver(type: AnyCaseType): Constructor<object> {
  const { one, One, many } = namesOf(type);
  const { Case, Connection, Payload, State } = caseObjects(type);
  const Filter = typedFilter(type, State);
  const Open = openInput(type);
  const words = described(type.label);

  @Resolver()
  class CaseResolver {
    @Query(() => Case, { name: one, nullable: true, description: `${words} Null when it is absent, of another type, or not the viewer’s to see.` })
    find(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Global id of a case.' }) id: string): Promise<CaseRecord | null> {
      return findOfType(type, id, context);
    }

    @Query(() => Connection, { name: many, nullable: true, description: `${words} Those that the viewer sees; null when the filter names an id of another kind.` })
    list(
      @Ctx() context: RequestContext,
      @Args(() => WindowArgs) window: WindowArgs,
      @Arg('filter', () => Filter, { nullable: true, description: 'Conditions that all hold at once.' }) filter: CaseFilterArgument | null,
      @Arg('orderBy', () => CaseOrderEnum, { nullable: true, defaultValue: 'dueFirst', description: 'Order of the list.' }) orderBy: CasePageArguments['orderBy'],
    ): Promise<CaseConnectionValue | null> {
      return casePage(context, filterOfType(type, filter), { ...window, orderBy });
    }

    @Mutation(() => Payload, { name: `open${One}`, nullable: true, description: `Opens one. ${words} Errors: BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, IDEMPOTENCY_CONFLICT.` })
    open(@Ctx() context: RequestContext, @Arg('input', () => Open, { description: 'The new case.' }) input: OpenCaseInput): Promise<ReceiptValue> {
      return openCase(type, input, context);
    }
  }
  declareMoves(CaseResolver, type);
  declareChanged(CaseResolver, type);
  declareFigures(CaseResolver, type);
  return CaseResolver;
}

async function findOfType(type: AnyCaseType, globalId: string, context: RequestContext): Promise<CaseRecord | null> {
  const id = fromGlobalId(globalId, ['case']);
  const found = id === null ? null : await loaders.cases(context).load(id);
  return found?.type === type.name && !found.isDormant ? found : null;
}
