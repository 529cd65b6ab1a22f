import type { Page } from '../lists';
import { cursorOf, type Shown } from './view';

interface Listing<Row> {
  readonly name: string;
  readonly list: string;
  /** What a cursor of the row stands for. */
  readonly rowOf: (row: Row) => string;
  readonly show: (row: Row) => Shown | null;
}

/** A page as a Relay connection. */
export function connection<Row>(page: Page<Row>, { name, list, rowOf, show }: Listing<Row>): Shown {
  const nodes = page.rows.map(show);
  const cursors = page.rows.map((row) => cursorOf(list, rowOf(row)));
  return {
    __typename: `${name}Connection`,
    nodes,
    edges: nodes.map((node, at) => ({ __typename: `${name}Edge`, cursor: cursors[at], node })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}
