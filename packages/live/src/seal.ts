import { shardOf, positionIn, type Positions } from '@maplebridge/ledger';
import type { Watch } from '@maplebridge/contract';
import type { Cursors } from './cursors';
import { once } from './events';

/** The cursor of a stream that was told everything up to the positions; made when it is looked at. */
export type Seal = (watch: Watch, positions: Positions) => () => string;

/** Boards at the same positions share one cursor: it is sealed once for all who look at it. */
export function openSeal(cursors: Cursors): Seal {
  const boards = new WeakMap<Positions, () => string>();
  return ({ caseId }, positions) => {
    if (caseId !== undefined) {
      const shard = shardOf(caseId);
      return once(() => cursors.seal({ kind: 'case', shard, position: positionIn(positions, shard) }));
    }
    const shared = boards.get(positions) ?? once(() => cursors.seal({ kind: 'all', positions }));
    boards.set(positions, shared);
    return shared;
  };
}
