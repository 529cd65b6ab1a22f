import type { FieldSpec } from '@maplebridge/contract';
import type { Row } from './row';
import type { Detail } from './schema';

/** A field's value for a row; undefined when the row says nothing. What does not fit is left to the law to reject. */
export type ReadDetail = (cells: Row) => unknown;

export function compileDetail(detail: Detail, field: FieldSpec): ReadDetail {
  if ('value' in detail) return () => detail.value;
  const { column, values, otherwise } = detail;
  const listed = values ? new Map(Object.entries(values)) : null;
  return (cells) => {
    const text = cells.cell(column);
    if (text === null) return otherwise;
    if (!listed) return asField(field, text);
    return listed.has(text) ? listed.get(text) : otherwise;
  };
}

const whole = /^[+-]?\d+$/;
const truths = new Map([
  ['true', true],
  ['false', false],
]);

function asField({ type }: FieldSpec, text: string): unknown {
  if (type.kind === 'integer') return whole.test(text) ? Number(text) : text;
  if (type.kind === 'boolean') return truths.get(text) ?? text;
  return text;
}
