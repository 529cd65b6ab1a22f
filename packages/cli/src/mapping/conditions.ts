import type { Row } from './row';
import type { When } from './schema';

type Condition = Extract<When, { column: string }>;

export type Test = (cells: Row) => boolean;

export function compileWhen(when: When | undefined): Test {
  if (when === undefined) return () => true;
  if ('any' in when) {
    const tests = when.any.map(compileCondition);
    return (cells) => tests.some((test) => test(cells));
  }
  if ('all' in when) {
    const tests = when.all.map(compileCondition);
    return (cells) => tests.every((test) => test(cells));
  }
  return compileCondition(when);
}

function compileCondition({ column, equals, oneOf, contains, isMissing }: Condition): Test {
  if (equals !== undefined) return (cells) => cells.raw(column) === equals;
  if (contains !== undefined) return (cells) => cells.raw(column).includes(contains);
  if (isMissing !== undefined) return (cells) => cells.isMissing(column) === isMissing;
  const texts = new Set(oneOf);
  return (cells) => texts.has(cells.raw(column));
}

export function columnsOfWhen(when: When | undefined): readonly string[] {
  if (when === undefined) return [];
  if ('any' in when) return when.any.map((one) => one.column);
  if ('all' in when) return when.all.map((one) => one.column);
  return [when.column];
}
