import { ID, InterfaceType } from 'type-graphql';
import { shown } from '../shown';

/** Anything with an id that `node` finds again. Implementations are listed by composition, so that a plugin not loaded brings none. */
@InterfaceType('Node', { description: 'Anything that `node(id:)` finds again by its id.', autoRegisterImplementations: false })
export abstract class NodeInterface {
  @shown(() => ID, { description: 'Opaque and global: keep it, give it back, never build one.' })
  id: string;
}

/** Records carry no type of their own: what `node` returns is told apart by this mark. */
export const asNode = <Found extends object>(typename: string, found: Found | null): (Found & { readonly __typename: string }) | null =>
  found === null ? null : { ...found, __typename: typename };
