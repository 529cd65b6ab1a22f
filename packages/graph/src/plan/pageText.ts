import { rowSeparator, type SelectedPage } from '@maplebridge/contract';
import type { CompiledPage, EdgeMember, PageInfoMember, PageMember } from './compilePage';

/** The JSON text of a connection: rows as the database wrote them, and around them what is known of the page. */
export const pageText = ({ members }: CompiledPage, page: SelectedPage): string =>
  objectText(members.map((member) => [member.key, memberText(member, page)]));

const objectText = (members: readonly (readonly [key: string, text: string])[]): string =>
  `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;

function memberText(member: PageMember, page: SelectedPage): string {
  switch (member.part) {
    case 'constant':
      return member.json;
    case 'nodes':
      return `[${page.lists[member.list] ?? ''}]`;
    case 'edges':
      return edgesText(member.members, page);
    case 'pageInfo':
      return objectText(member.members.map((one) => [one.key, infoText(one, page)]));
    case 'totalCount':
      return String(page.total?.total ?? 0);
    case 'totalIsLowerBound':
      return String(page.total?.isLowerBound ?? false);
    case 'liveCursor':
      return JSON.stringify(page.liveCursor);
  }
}

function edgesText(members: readonly EdgeMember[], page: SelectedPage): string {
  const lists = members.map((member) => (member.part === 'node' ? (page.lists[member.list] ?? '').split(rowSeparator) : []));
  const edge = (nth: number): string =>
    objectText(
      members.map((member, at) => {
        if (member.part === 'constant') return [member.key, member.json];
        return [member.key, member.part === 'cursor' ? JSON.stringify(page.cursorAt(nth)) : (lists[at]?.[nth] ?? 'null')];
      }),
    );
  return `[${Array.from({ length: page.count }, (_row, nth) => edge(nth)).join(',')}]`;
}

function infoText(member: PageInfoMember, page: SelectedPage): string {
  switch (member.part) {
    case 'constant':
      return member.json;
    case 'hasNextPage':
      return String(page.hasNextPage);
    case 'hasPreviousPage':
      return String(page.hasPreviousPage);
    case 'startCursor':
      return page.count === 0 ? 'null' : JSON.stringify(page.cursorAt(0));
    case 'endCursor':
      return page.count === 0 ? 'null' : JSON.stringify(page.cursorAt(page.count - 1));
  }
}
