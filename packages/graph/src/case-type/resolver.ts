import type { AnyCaseType, CaseRecord, Constructor, RequestContext } from '@maplebridge/contract';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { access } from '../access/access';
import { casePage, type CasePageArguments } from '../casePage';
import { fromGlobalId } from '../globalId';
import { loaders } from '../loaders';
import type { CaseConnectionValue } from '../objects/connection';
import { described } from './codeEnum';
import { declareFigures } from './figures';
import { filterOfType, typedPageArgs } from './filter';
import { declareMutations } from './mutations';
import { beginsStatement, caseById, pageOfCases } from '../plan/entries';
import { namesOf } from './names';
import { caseObjects } from './objects';
import { declareChanged } from './stream';

const made = new WeakMap<AnyCaseType, Constructor>();

/**
 * The fields that nobody should write twice for a case type X: `x`, `xs`, `openX`, `moveX`, `amendX`, one mutation for each move
 * that takes an input, `xChanged`, `xStatistics`, `xWarnings`. List it among the `resolvers` of the jurisdiction.
 */
export function caseResolver(type: AnyCaseType): Constructor {
  const resolver = made.get(type) ?? makeResolver(type);
  made.set(type, resolver);
  return resolver;
}

function makeResolver(type: AnyCaseType): Constructor {
  const { one, many } = namesOf(type);
  const { Case, Connection, State } = caseObjects(type);
  const PageArgs = typedPageArgs(type, State);
  const words = described(type.label);
  const oneDescription = `${words} Null when it is absent, of another type, or not the viewer’s to see.`;
  const manyDescription = `${words} Those that the viewer sees; null when the filter names an id of another kind.`;

  @Resolver()
  class CaseResolver {
    @access('seen', 'residents')
    @Query(() => Case, { name: one, nullable: true, description: oneDescription })
    @beginsStatement(caseById([type.name]))
    find(
      @Ctx() context: RequestContext,
      @Arg('id', () => ID, { description: 'Global id of a case.' }) id: string,
    ): Promise<CaseRecord | null> {
      return findOfType(type, id, context);
    }

    @access('seen', 'residents')
    @Query(() => Connection, { name: many, nullable: true, description: manyDescription })
    @beginsStatement(pageOfCases(({ filter }) => filterOfType(type, filter as CasePageArguments['filter'])))
    list(@Ctx() context: RequestContext, @Args(() => PageArgs) page: CasePageArguments): Promise<CaseConnectionValue | null> {
      return casePage(context, filterOfType(type, page.filter), page);
    }
  }
  declareMutations(CaseResolver, type);
  declareChanged(CaseResolver, type);
  declareFigures(CaseResolver, type);
  return CaseResolver;
}

async function findOfType(type: AnyCaseType, globalId: string, context: RequestContext): Promise<CaseRecord | null> {
  const id = fromGlobalId(globalId, ['case']);
  const found = id === null ? null : await loaders.cases(context).load(id);
  return found?.type === type.name && !found.isDormant ? found : null;
}
