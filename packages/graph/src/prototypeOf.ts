import type { Constructor } from '@maplebridge/contract';

/** Where decorators are applied by hand, because the name of the member depends on the case type. */
export const prototypeOf = (owner: Constructor): object => owner.prototype as object; // a class always has one
