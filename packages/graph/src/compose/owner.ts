import type { AnyCaseType, Jurisdiction } from '@maplebridge/contract';
import { caseObjects } from '../case-type/objects';

/** Somebody who brings resolvers and types into the schema: the core, or a jurisdiction. */
export interface Owner {
  readonly name: string;
  readonly resolvers: readonly object[];
  readonly types: readonly object[];
  readonly caseTypes: readonly AnyCaseType[];
}

export const ownerOf = ({ name, resolvers, types = [], caseTypes }: Jurisdiction): Owner => ({
  name,
  resolvers,
  types: [...caseTypes.map((type) => caseObjects(type).Case), ...types],
  caseTypes,
});

/** By code point, not by locale: the same order on every machine. */
export const inOrderOfName = <Named extends { readonly name: string }>(all: readonly Named[]): readonly Named[] =>
  [...all].sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
