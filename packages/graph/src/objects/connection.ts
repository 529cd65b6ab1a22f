import type { CasePage, Constructor, Page } from '@maplebridge/contract';
import { Int, ObjectType } from 'type-graphql';
import { CursorScalar } from '../scalars/tokens';
import { prototypeOf } from '../prototypeOf';
import { shown, type TypeThunk } from '../shown';
import { access } from '../access/access';

@access('carried')
@ObjectType('PageInfo', { description: 'Where a page stands in its list (Relay).' })
export class PageInfoObject {
  @shown(() => Boolean, { description: 'Are there rows after this page?' })
  hasNextPage: boolean;

  @shown(() => Boolean, { description: 'Are there rows before this page?' })
  hasPreviousPage: boolean;

  @shown(() => String, { nullable: true, description: 'Cursor of the first row; null when the page is empty.' })
  startCursor: string;

  @shown(() => String, { nullable: true, description: 'Cursor of the last row; null when the page is empty.' })
  endCursor: string;
}

/** A page in the shape of a Relay connection: the root object of every connection type. */
export interface ConnectionValue<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A page of cases, with the cursor to subscribe after and a count that is made only when a field asks for it. */
export interface CaseConnectionValue extends ConnectionValue<object> {
  readonly liveCursor: string;
  readonly counted: CasePage['count'];
}

export function connectionOf<Row>(page: Page<Row>): ConnectionValue<Row> {
  const edges = page.rows.map(({ cursor, row }) => ({ cursor, node: row }));
  return {
    edges,
    nodes: page.rows.map(({ row }) => row),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The connection of a page of cases, for core and plugins alike. */
export function caseConnectionOf(page: CasePage): CaseConnectionValue {
  let counting: ReturnType<CasePage['count']> | undefined; // `totalCount` and `totalIsLowerBound` share one count
  return { ...connectionOf(page), liveCursor: page.liveCursor, counted: () => (counting ??= page.count()) };
}

/** Edge and connection types of one node type, made once per name. */
export function connectionObjects(name: string, node: TypeThunk): { readonly Edge: Constructor; readonly Connection: Constructor } {
  @access('carried')
  @ObjectType(`${name}Edge`, { description: `One row of a page of ${name}.` })
  class Edge {
    @shown(() => String, { description: 'Place of the row in the list: give it back as `after` or `before`.' })
    cursor: string;

    @shown(node, { description: 'The row itself.' })
    node: object;
  }

  @access('carried')
  @ObjectType(`${name}Connection`, { description: `A page of ${name} (Relay), at most 100 rows.` })
  class Connection {
    @shown(() => [Edge], { description: 'Rows with their cursors.' })
    edges: readonly object[];

    @shown(() => [node()], { description: 'Rows without their cursors.' })
    nodes: readonly object[];

    @shown(() => PageInfoObject, { description: 'Where the page stands in the list.' })
    pageInfo: object;
  }
  return { Edge, Connection };
}

/** The connection of a type of cases: also counts, and says from where to go on live. */
export function caseConnectionObjects(name: string, node: TypeThunk): { readonly Edge: Constructor; readonly Connection: Constructor } {
  const made = connectionObjects(name, node);
  const prototype = prototypeOf(made.Connection);
  shown(() => Int, {
    description: 'How many there are in all. Exact up to 10,000; costs a count, made only when asked for.',
    read: (page: CaseConnectionValue) => page.counted().then(({ total }) => total),
  })(prototype, 'totalCount');
  shown(() => Boolean, {
    description: 'True when there are more than `totalCount` says.',
    read: (page: CaseConnectionValue) => page.counted().then(({ isLowerBound }) => isLowerBound),
  })(prototype, 'totalIsLowerBound');
  shown(() => CursorScalar, { description: 'Taken before the page was read: subscribe after it and nothing is missed.' })(
    prototype,
    'liveCursor',
  );
  return made;
}
