import type { UnitRecord } from '@maplebridge/contract';
import { pagesBelow } from './pages';

/** Units right below one, by code. */
export const childrenOf = pagesBelow<UnitRecord>('children', {
  one: (context, id, window) => context.directory.children(id, window),
  many: (context, ids, window) => context.directory.childrenOf(ids, window),
});
