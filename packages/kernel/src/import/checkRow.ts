import { isRefusal, label, type FieldSpec } from '@maplebridge/contract';
import { longest } from '../desk/openingParties';
import { checkFields, checkText } from '../law';
import { isRejection, type ImportedCase, type ImportedRow, type Rejection } from './importedRow';

const longestKey = 200;

/** The same limits as at a desk, and what only a record of the past can get wrong. A row that is rejected already stays so. */
export function checkRow(row: ImportedRow, fields: readonly FieldSpec[], now: Date): ImportedCase | Rejection {
  const { key, content } = row;
  if (isRejection(content)) return content;
  return wrongKey(key) ?? wrongTimes(content, now) ?? checkValues(content, fields);
}

/** Far enough back for any register; before it, a two-digit year or a slip of the pen. */
const earliest = new Date('1900-01-01T00:00:00Z');
const day = (instant: Date): string => instant.toISOString().slice(0, 10);

function wrongKey(key: string | null): Rejection | null {
  if (key === null || key === '') return { reason: label('没有编号', 'there is no key') };
  const text = checked(() => checkText('key', key, longestKey));
  return typeof text === 'string' ? null : { reason: label('编号无效', 'the key is not valid'), detail: text.detail };
}

function wrongTimes({ openedAt, closedAt }: ImportedCase, now: Date): Rejection | null {
  if (openedAt < earliest) return { reason: label('登记日期早于1900年', 'opened before 1900'), detail: day(openedAt) };
  if (openedAt > now) return { reason: label('登记日期在将来', 'opened in the future'), detail: day(openedAt) };
  if (closedAt === null) return null;
  if (closedAt > now) return { reason: label('办结日期在将来', 'closed in the future'), detail: day(closedAt) };
  if (closedAt >= openedAt) return null;
  return { reason: label('办结早于登记', 'closed before it was opened'), detail: `${day(openedAt)} / ${day(closedAt)}` };
}

function checkValues(content: ImportedCase, fields: readonly FieldSpec[]): ImportedCase | Rejection {
  const summary = checked(() => checkText('summary', content.summary, longest.summary));
  if (typeof summary !== 'string') return { reason: label('摘要无效', 'the summary is not valid'), detail: summary.detail };
  const details = checked(() => checkFields(fields, content.details, { partial: false }));
  if (isMistake(details)) return { reason: label('案件字段无效', 'a field of the case is not valid'), detail: details.detail };
  return { ...content, summary, details };
}

const mistake = Symbol('mistake');
interface Mistake {
  readonly [mistake]: true;
  readonly detail: string;
}

const isMistake = (value: object): value is Mistake => mistake in value;

/** Checks throw their refusal for a person at a desk; a file's rows are told of one by one. */
function checked<Value>(check: () => Value): Value | Mistake {
  try {
    return check();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { [mistake]: true, detail: error.text.en };
  }
}
