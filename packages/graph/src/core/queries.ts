import {
  contractVersion,
  errorCodes,
  type CaseRecord,
  type JurisdictionRecord,
  type RequestContext,
  type UnitRecord,
  type Viewer,
} from '@maplebridge/contract';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '../badInput';
import { caseFilterOf, type CaseFilterArgument } from '../caseFilter';
import { casePage } from '../casePage';
import { CasePageArgs } from '../casePageArgs';
import { fromGlobalId } from '../globalId';
import { allJurisdictions, loaders } from '../loaders';
import { CaseConnection, CaseInterface } from '../objects/case';
import type { CaseConnectionValue } from '../objects/connection';
import { RoutingExplanationObject, type RoutingValue } from '../objects/figures';
import { JurisdictionObject } from '../objects/jurisdiction';
import { ErrorExplanationObject } from '../objects/moveOption';
import { NodeInterface } from '../objects/node';
import { UnitObject } from '../objects/unit';
import { ViewerObject } from '../objects/viewer';
import { beginsStatement, caseById, caseByNumber, nodeOfCase, pageOfCases } from '../plan/entries';
import { findNode, type FoundNode } from './findNode';
import { access } from '../access/access';

const mostNodes = 100;

@Resolver()
export class CoreQueries {
  @access('own', 'residents')
  @Query(() => ViewerObject, { nullable: true, description: 'Who is looking; null for somebody who is not signed in.' })
  viewer(@Ctx() context: RequestContext): Viewer | null {
    return context.viewer;
  }

  @access('seen', 'residents')
  @Query(() => NodeInterface, {
    nullable: true,
    description: 'Anything by its global id; null when it is absent, not the viewer’s to see, or no id at all.',
  })
  @beginsStatement(nodeOfCase)
  node(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Global id.' }) id: string): Promise<FoundNode | null> {
    return findNode(id, context);
  }

  @access('seen', 'residents')
  @Query(() => [NodeInterface], {
    nullable: 'items',
    description: `Many at once, in the order of the ids, null where \`node\` would be null. At most ${mostNodes} ids (BAD_USER_INPUT).`,
  })
  nodes(
    @Ctx() context: RequestContext,
    @Arg('ids', () => [ID], { description: `Global ids, at most ${mostNodes}.` }) ids: readonly string[],
  ): Promise<readonly (FoundNode | null)[]> {
    if (ids.length > mostNodes) {
      throw badInput(
        'ids',
        `一次最多 ${mostNodes} 个 id，收到 ${ids.length} 个；请分批查询。`,
        `At most ${mostNodes} ids at once; ${ids.length} came. Ask in several requests.`,
      );
    }
    return Promise.all(ids.map((id) => findNode(id, context)));
  }

  @access('seen', 'residents')
  @Query(() => CaseInterface, {
    nullable: true,
    description: 'A case of any type; null when it is absent or not the viewer’s to see: the two cannot be told apart.',
  })
  @beginsStatement(caseById())
  async case(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Global id of a case.' }) id: string,
  ): Promise<CaseRecord | null> {
    const caseId = fromGlobalId(id, ['case']);
    return caseId === null ? null : loaders.cases(context).load(caseId);
  }

  @access('seen', 'residents')
  @Query(() => CaseInterface, { nullable: true, description: 'A case by the number printed on its papers; null as with `case`.' })
  @beginsStatement(caseByNumber)
  async caseByNumber(
    @Ctx() context: RequestContext,
    @Arg('number', () => String, { description: 'Number as printed.' }) number: string,
  ): Promise<CaseRecord | null> {
    return number.length > 100 ? null : context.desk.findByNumber(number.normalize('NFC'));
  }

  @access('seen', 'residents')
  @Query(() => CaseConnection, {
    nullable: true,
    description: 'Cases of all types that the viewer sees; null when the filter names an id of another kind.',
  })
  @beginsStatement(pageOfCases(({ filter }) => caseFilterOf(filter as CaseFilterArgument | null)))
  cases(@Ctx() context: RequestContext, @Args(() => CasePageArgs) page: CasePageArgs): Promise<CaseConnectionValue | null> {
    return casePage(context, caseFilterOf(page.filter), page);
  }

  @access('open', 'residents')
  @Query(() => [JurisdictionObject], {
    description: 'What is handled here, case type by case type; with `unit`, only what is open for that unit.',
  })
  async jurisdictions(
    @Ctx() context: RequestContext,
    @Arg('unit', () => ID, { nullable: true, description: 'Global id of a unit.' }) unit: string | null,
  ): Promise<readonly JurisdictionRecord[]> {
    if (unit === null || unit === undefined) return allJurisdictions(context);
    const unitId = fromGlobalId(unit, ['unit']);
    return unitId === null ? [] : context.directory.jurisdictions(unitId);
  }

  @access('open', 'residents')
  @Query(() => [ErrorExplanationObject], {
    description: 'The closed list of error codes, each with its meaning and remedy in both languages.',
  })
  errorCodes(): readonly { readonly code: string }[] {
    return Object.keys(errorCodes).map((code) => ({ code }));
  }

  @access('open', 'residents')
  @Query(() => UnitObject, {
    nullable: true,
    description:
      'A unit by exactly one of `id` and `code` (else BAD_USER_INPUT); null when there is none. Organisations are public knowledge.',
  })
  async unit(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true, description: 'Global id of a unit.' }) id: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Code of a unit.' }) code: string | null,
  ): Promise<UnitRecord | null> {
    if ((id ?? null) === null) return context.directory.unitByCode(requireCode(code));
    if ((code ?? null) !== null) throw oneOfTwo();
    const unitId = fromGlobalId(id ?? '', ['unit']);
    return unitId === null ? null : loaders.units(context).load(unitId);
  }

  @access('open', 'residents')
  @Query(() => RoutingExplanationObject, {
    nullable: true,
    description: 'Which unit would get a new case of a type at a place, and why; null when there is no such place.',
  })
  async explainRouting(
    @Ctx() context: RequestContext,
    @Arg('type', () => String, {
      description: 'Name of a case type that is loaded here, kebab-case, e.g. `medical-dispute` (else BAD_USER_INPUT).',
    })
    type: string,
    @Arg('place', () => ID, { nullable: true, description: 'Global id of a place; absent: routed as a case without a place.' })
    place: string | null,
  ): Promise<RoutingValue | null> {
    if (!context.caseTypes.has(type)) throw unknownType(context);
    if (place === null || place === undefined) return context.directory.explainRouting(type, null);
    const placeId = fromGlobalId(place, ['place']);
    const isThere = placeId !== null && (await loaders.places(context).load(placeId)) !== null;
    return isThere ? context.directory.explainRouting(type, placeId) : null;
  }

  @access('open', 'residents')
  @Query(() => String, { description: 'Version (semver) of the contract between this gateway and its plugins.' })
  version(): string {
    return contractVersion;
  }
}

const oneOfTwo = () => badInput('code', '请给出 id 或 code 中的一个。', 'Send either `id` or `code`, exactly one of the two.');

function requireCode(code: string | null | undefined): string {
  if (code === null || code === undefined) throw oneOfTwo();
  return code;
}

/** What was asked for is not repeated: it may be anything. */
function unknownType(context: RequestContext) {
  const known = [...context.caseTypes.keys()].sort().join(', ');
  return badInput('type', `此处没有这个案件类型；现有：${known}。`, `No such case type is loaded here; there are ${known}.`);
}
