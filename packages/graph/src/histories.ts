import DataLoader from 'dataloader';
import type { ChangeRecord, Page, RequestContext, Window } from '@maplebridge/contract';

type HistoryLoader = DataLoader<string, Page<ChangeRecord>>;
const byWindow = Symbol('histories');

/** What happened to a case. Cases of one page that ask for the same window without a cursor are asked for together. */
export function historyOf(context: RequestContext, caseId: string, window: Window): Promise<Page<ChangeRecord>> {
  if (window.after !== undefined || window.before !== undefined) return context.desk.historyOf(caseId, window);
  const loaders = context.cached(byWindow, () => new Map<string, HistoryLoader>());
  const name = `${window.first ?? ''}/${window.last ?? ''}`;
  const loader = loaders.get(name) ?? historiesIn(context, window);
  loaders.set(name, loader);
  return loader.load(caseId);
}

/** Batched and never kept: a write may come between two looks. */
const historiesIn = (context: RequestContext, window: Window): HistoryLoader =>
  new DataLoader((ids) => context.desk.historiesOf(ids, window), { cache: false, maxBatchSize: 100 });
