import type { ChangeRecord } from '@maplebridge/contract';
import { pagesBelow } from './pages';

/** What happened to a case. */
export const historyOf = pagesBelow<ChangeRecord>('histories', {
  one: (context, id, window) => context.desk.historyOf(id, window),
  many: (context, ids, window) => context.desk.historiesOf(ids, window),
});
