import type { RequestContext } from '@maplebridge/contract';
import type { GraphQLResolveInfo } from 'graphql';
import type { CompiledEntry, OperationPlan } from './compileOperation';
import { pageText } from './pageText';
import type { Start } from './fieldPlan';

/** An operation under way. */
export interface Running {
  /** What a statement answers at this field; undefined when the field is to be resolved as ever. */
  readonly begin: (root: unknown, args: Readonly<Record<string, unknown>>, info: GraphQLResolveInfo) => Promise<unknown> | null | undefined;
}

/** Asks the desk; JSON text, or null. */
export async function textOf(
  asked: CompiledEntry,
  start: Start,
  { sizes, context }: { readonly sizes: OperationPlan['sizes']; readonly context: RequestContext },
): Promise<string | null> {
  const { desk } = context;
  if (asked.kind === 'case' && start.start === 'case') return desk.selectCase(start.by, { plan: asked.object, sizes, types: start.types });
  if (asked.kind !== 'page' || start.start !== 'page') throw new Error('A statement starts otherwise than it was planned.');
  const { filter, order, window } = start;
  return pageText(asked.page, await desk.selectPage({ plan: asked.page.plan, sizes, filter, order, window }));
}
