import type { CaseRecord, ChangeRecord, RequestContext } from '@maplebridge/contract';
import { loaders } from '../loaders';
import { typenameKey } from './compileCases';
import type { PlannedRows } from './planned';

/** As storage names it. */
const recordKey = '$';

type Tree = Record<string, unknown>;

/** Takes out of a parsed answer what stands there only for whoever resolves the rest: records, and the types of rows. */
export function takeRecords(tree: unknown, holes: PlannedRows['holes'], context: RequestContext): PlannedRows {
  const records = new Map<object, CaseRecord | ChangeRecord | string>();
  const typenames = new Map<object, string>();
  const cases: { readonly at: object; readonly row: unknown }[] = [];
  for (const node of objectsIn(tree)) {
    const record = taken(node, recordKey);
    const typename = taken(node, typenameKey);
    if (typeof typename === 'string') typenames.set(node, typename);
    if (typeof record === 'string') records.set(node, record);
    else if (isEntry(record)) records.set(node, context.desk.recallChange(record));
    else if (record !== undefined && record !== null) cases.push({ at: node, row: record });
  }
  const found = cases.length ? context.desk.recallCases(cases.map(({ row }) => row)) : [];
  for (const [nth, record] of found.entries()) {
    const at = cases[nth]?.at;
    if (at) records.set(at, record);
    loaders.cases(context).clear(record.id).prime(record.id, record);
  }
  return { holes, records, typenames };
}

const isEntry = (record: unknown): boolean => typeof record === 'object' && record !== null && 'subject_kind' in record;

function taken(node: Tree, key: string): unknown {
  const value = node[key];
  if (value !== undefined) delete node[key];
  return value;
}

/** Every object of a JSON tree, those of records left out. */
function* objectsIn(tree: unknown): Generator<Tree> {
  const waiting: unknown[] = [tree];
  for (let one = waiting.pop(); waiting.length > 0 || one !== undefined; one = waiting.pop()) {
    if (Array.isArray(one)) waiting.push(...(one as unknown[]));
    else if (typeof one === 'object' && one !== null) {
      yield one as Tree;
      waiting.push(...Object.values(one as Tree));
    }
  }
}

/** Puts what was resolved into its places in what the statement answered; the keys keep their order. */
export function merged(tree: unknown, left: unknown): unknown {
  if (left === null || left === undefined || tree === null || tree === undefined) return left ?? null;
  if (Array.isArray(left)) return Array.isArray(tree) ? left.map((one, nth) => merged((tree as unknown[])[nth], one)) : left;
  if (typeof left !== 'object' || typeof tree !== 'object') return left;
  const object = tree as Tree;
  for (const [key, value] of Object.entries(left)) object[key] = merged(object[key], value);
  return object;
}
