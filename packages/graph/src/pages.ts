import DataLoader from 'dataloader';
import type { Page, RequestContext, Window } from '@maplebridge/contract';

interface Reads<Row> {
  readonly one: (context: RequestContext, id: string, window: Window) => Promise<Page<Row>>;
  readonly many: (context: RequestContext, ids: readonly string[], window: Window) => Promise<readonly Page<Row>[]>;
}

/** Pages below rows of a page: those that ask for the same window without a cursor are asked for together, and never kept. */
export function pagesBelow<Row>(
  name: string,
  { one, many }: Reads<Row>,
): (context: RequestContext, id: string, window: Window) => Promise<Page<Row>> {
  const shelf = Symbol(name);
  const loaderIn = (context: RequestContext, window: Window): DataLoader<string, Page<Row>> =>
    new DataLoader((ids) => many(context, ids, window), { cache: false, maxBatchSize: 100 });
  return (context, id, window) => {
    if (window.after !== undefined || window.before !== undefined) return one(context, id, window);
    const loaders = context.cached(shelf, () => new Map<string, DataLoader<string, Page<Row>>>());
    const size = `${window.first ?? ''}/${window.last ?? ''}`;
    const loader = loaders.get(size) ?? loaderIn(context, window);
    loaders.set(size, loader);
    return loader.load(id);
  };
}
