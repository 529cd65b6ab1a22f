import { Refusal } from '@maplebridge/contract';

/** What an id can name. Cases are one kind whatever their type, so that an id survives the unloading of a plugin. */
export const globalIdKinds = ['case', 'unit', 'place', 'report', 'party', 'change', 'access', 'person', 'emergency'] as const;
export type GlobalIdKind = (typeof globalIdKinds)[number];

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface GlobalId {
  readonly kind: GlobalIdKind;
  /** UUID in lower case, as storage knows it. */
  readonly id: string;
}

/** The id that clients see: opaque to them, the same for ever. */
export const toGlobalId = (kind: GlobalIdKind, id: string): string => Buffer.from(`${kind}:${id}`).toString('base64url');

/** Null for whatever no id of ours looks like, another spelling of one included. */
export function readGlobalId(globalId: string): GlobalId | null {
  if (globalId.length > 100) return null;
  const [kind, id = ''] = Buffer.from(globalId, 'base64url').toString('utf8').split(':', 2);
  const known = globalIdKinds.find((one) => one === kind);
  if (known === undefined || !uuid.test(id) || toGlobalId(known, id) !== globalId) return null;
  return { kind: known, id };
}

/** For queries: null when the id is malformed or of another kind, as if the thing were not there. */
export function fromGlobalId(globalId: string, expected: readonly GlobalIdKind[]): string | null {
  const read = readGlobalId(globalId);
  return read !== null && expected.includes(read.kind) ? read.id : null;
}

/** For mutations and streams: refuses with `BAD_USER_INPUT`, naming the argument and what it takes. */
export function requireGlobalId(globalId: string, expected: readonly GlobalIdKind[], argument: string): string {
  const read = readGlobalId(globalId);
  if (read !== null && expected.includes(read.kind)) return read.id;
  const wanted = expected.join(', ');
  const given = read === null ? ['不是有效的 id', 'is not an id of this API'] : [`是 ${read.kind} 的 id`, `is the id of a ${read.kind}`];
  throw new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': `“${argument}” 需要 ${wanted} 的 id，而给出的值${given[0]}。请使用查询返回的 id 字段。`,
      en: `"${argument}" takes the id of a ${wanted}; what was given ${given[1]}. Send the \`id\` that a query returned.`,
    },
    { field: argument },
  );
}
