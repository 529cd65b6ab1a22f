import type { CaseFilter, CaseOrder, RequestContext } from '@maplebridge/contract';
import type { CaseFilterArgument } from './caseFilter';
import { caseConnectionOf, type CaseConnectionValue } from './objects/connection';
import { windowOf, type WindowArgs } from './window';

export interface CasePageArguments extends WindowArgs {
  readonly filter?: CaseFilterArgument | null;
  readonly orderBy?: CaseOrder | null;
}

/** A page as the viewer may see it, as the root of a connection; null when the filter can match nothing by its form. */
export async function casePage(
  context: RequestContext,
  filter: CaseFilter | null,
  page: CasePageArguments,
): Promise<CaseConnectionValue | null> {
  const rows = windowOf(page); // refused even when nothing could match
  return filter === null ? null : caseConnectionOf(await context.desk.page(filter, page.orderBy ?? 'dueFirst', rows));
}
