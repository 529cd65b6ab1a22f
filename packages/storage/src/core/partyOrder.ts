import type { Migration } from '@maplebridge/contract';

/** Parties of a case in the order in which they are shown, so that no page has to sort them case by case. */
export const indexPartiesInOrder: Migration = {
  at: 1795700000000,
  name: 'IndexPartiesInOrder',
  up: [`create index party_in_order on party (shard, case_id, side, id)`],
};
