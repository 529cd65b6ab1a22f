import type { PlanObject, PlanValue } from '@maplebridge/contract';
import type { CompiledObject } from './compiling';

/** Nothing is asked but what a record of the case says by itself: no relation, no count, and no field of its own. */
export const isOwn = ({ object, left }: CompiledObject): boolean => left.length === 0 && isOfRow(object);

const isOfRow = ({ members }: PlanObject): boolean => members.every(({ value }) => isValueOfRow(value));

function isValueOfRow(value: PlanValue): boolean {
  if (value.kind === 'object') return isOfRow(value.object);
  if (value.kind === 'choose') return [...Object.values(value.cases), value.otherwise].every(isValueOfRow);
  return value.kind === 'attribute' || value.kind === 'constant';
}
