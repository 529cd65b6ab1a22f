import DataLoader from 'dataloader';
import type { Page, RequestContext, UnitRecord, Window } from '@maplebridge/contract';

type ChildrenLoader = DataLoader<string, Page<UnitRecord>>;
const byWindow = Symbol('children');

/** Units right below one. Units of one page that ask for the same window without a cursor are asked for together. */
export function childrenOf(context: RequestContext, unitId: string, window: Window): Promise<Page<UnitRecord>> {
  if (window.after !== undefined || window.before !== undefined) return context.directory.children(unitId, window);
  const loaders = context.cached(byWindow, () => new Map<string, ChildrenLoader>());
  const name = `${window.first ?? ''}/${window.last ?? ''}`;
  const loader = loaders.get(name) ?? childrenIn(context, window);
  loaders.set(name, loader);
  return loader.load(unitId);
}

const childrenIn = (context: RequestContext, window: Window): ChildrenLoader =>
  new DataLoader(async (ids) => [...(await context.directory.childrenOf(ids, window))], { cache: false, maxBatchSize: 100 });
