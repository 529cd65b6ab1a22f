import { getNamedType, isCompositeType, type GraphQLField } from 'graphql';
import { globalId } from '../words';
import { alias, directive, idFor, listParts, windowParts } from './arguments';
import { fresh, given, type Draft } from './draft';
import { selection } from './selection';

/** An operation with the lists in it whose cursors can be asked for again. */
export interface Operation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** By the key of the root field, or of the field below `viewer`. */
  readonly lists: ReadonlyMap<string, { readonly field: string; readonly asked: string }>;
}

type Root = (draft: Draft, lists: Map<string, { field: string; asked: string }>) => string;
const typed = ['communityDispute', 'medicalDispute', 'nightMarketDispute', 'serviceRequest', 'businessComplaint'];
const ownLists = [
  'communityDisputesToConfirm',
  'medicalDisputesInAppraisal',
  'nightMarketDisputesAtScene',
  'serviceRequestsAwaitingDocuments',
];

const queryField = ({ schema }: Draft, name: string): GraphQLField<unknown, unknown> => {
  const field = schema.getQueryType()?.getFields()[name];
  if (!field) throw new Error(`There is no query ${name}.`);
  return field;
};

function below(draft: Draft, { type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  return isCompositeType(named) ? ` ${selection(draft, named, { depth: 1 })}` : '';
}

const rootText = (draft: Draft, name: string, args: string): string =>
  `${alias(draft)}: ${name}${args}${directive(draft, 0.04)}${below(draft, queryField(draft, name))}`;

const byId =
  (name: string): Root =>
  (draft) =>
    rootText(draft, name, `(id: ${given(draft, 'ID!', idFor(draft, 'case'))})`);

/** A list, from its beginning or on from a cursor of it. */
const list =
  (name: string, of: (draft: Draft) => GraphQLField<unknown, unknown> = (draft) => queryField(draft, name)): Root =>
  (draft, lists) => {
    const field = of(draft);
    const earlier = draft.random.chance(0.4) ? draft.pool.of([name]) : [];
    const from = earlier.length > 0 ? draft.random.pick(earlier) : null;
    const before = draft.variables.size;
    const parts = from ? from.asked : listParts(draft, field).join(', ');
    const key = alias(draft);
    if (draft.variables.size === before) lists.set(key, { field: name, asked: parts });
    const args = [...(parts === '' ? [] : [parts]), ...(draft.random.chance(0.9) ? windowParts(draft, from?.cursor) : [])];
    return `${key}: ${field.name}${args.length ? `(${args.join(', ')})` : ''}${directive(draft, 0.04)}${below(draft, field)}`;
  };

const inbox: Root = (draft, lists) => {
  const type = getNamedType(queryField(draft, 'viewer').type);
  const field = 'getFields' in type ? type.getFields().inbox : undefined;
  if (!field) throw new Error('A viewer has no inbox.');
  const text = list('cases', () => field as GraphQLField<unknown, unknown>)(draft, lists);
  return `${draft.random.chance(0.5) ? 'viewer' : `${alias(draft)}: viewer`} { ${draft.random.chance(0.4) ? 'id name ' : ''}${text} }`;
};

/** The history of a case on from one of its cursors. */
const historyOn: Root = (draft) => {
  const earlier = draft.pool.of(['history']);
  if (earlier.length === 0) return byId('case')(draft, new Map());
  const { cursor, asked } = draft.random.pick(earlier);
  const field = 'history';
  const below = selection(draft, connectionType(draft), { depth: 3 });
  return `${alias(draft)}: case(id: ${JSON.stringify(asked)}) { id ${field}(${windowParts(draft, cursor).join(', ')}) ${below} }`;
};

function connectionType({ schema }: Draft) {
  const type = schema.getType('ChangeConnection');
  if (!isCompositeType(type)) throw new Error('The schema has no pages of changes.');
  return type;
}

function anyId(draft: Draft): string {
  const { random, rows } = draft;
  return random.weighed<() => string>([
    [6, () => idFor(draft, 'case')],
    [1, () => idFor(draft, 'unit')],
    [1, () => idFor(draft, 'place')],
    [1, () => globalId('report', random.pick(rows.reports).id)],
    [1, () => globalId('party', random.pick(rows.parties).id)],
    [1, () => globalId('change', random.pick(rows.entries).id)],
  ])();
}

const byNumber: Root = (draft) => {
  const number = draft.random.pick(draft.rows.cases).number;
  const text = draft.random.pick([number, number, number, ` ${number.toLowerCase()} `, 'none', '']);
  return rootText(draft, 'caseByNumber', `(number: ${given(draft, 'String!', text)})`);
};

const roots: readonly (readonly [weight: number, root: Root])[] = [
  [7, byId('case')],
  [5, (draft, lists) => byId(draft.random.pick(typed))(draft, lists)],
  [8, list('cases')],
  [9, (draft, lists) => list(`${draft.random.pick(typed)}s`)(draft, lists)],
  [3, (draft, lists) => list(draft.random.pick(ownLists))(draft, lists)],
  [4, inbox],
  [3, historyOn],
  [2, byNumber],
  [3, (draft) => rootText(draft, 'node', `(id: ${given(draft, 'ID!', anyId(draft))})`)],
  [0.5, (draft) => rootText(draft, 'nodes', `(ids: ${given(draft, '[ID!]!', [anyId(draft), anyId(draft)])})`)],
  [0.6, (draft) => rootText(draft, 'unit', `(code: ${given(draft, 'String', draft.random.pick(draft.rows.units).code)})`)],
  [0.5, () => 'version'],
  [0.7, () => '__typename'],
];

/** One operation of one to three root fields. */
export function operation(empty: Omit<Draft, 'budget' | 'count' | 'variables' | 'fragments'>): Operation {
  const draft: Draft = { ...empty, budget: 14 + empty.random.int(30), count: 0, variables: new Map(), fragments: new Map() };
  const lists = new Map<string, { field: string; asked: string }>();
  const count = draft.random.weighed([
    [7, 1],
    [2, 2],
    [1, 3],
  ]);
  const fields = Array.from({ length: count }, () => draft.random.weighed(roots)(draft, lists));
  const declared = [...draft.variables].map(
    ([name, { type, fallback }]) => `$${name}: ${type}${fallback === undefined ? '' : ` = ${fallback}`}`,
  );
  const variables = Object.fromEntries([...draft.variables].flatMap(([name, one]) => ('value' in one ? [[name, one.value]] : [])));
  const fragments = [...draft.fragments].map(([name, { on, body }]) => `fragment ${name} on ${on} ${body}`);
  const head = `query ${fresh(draft, 'Q')}${declared.length ? `(${declared.join(', ')})` : ''}`;
  return { text: [`${head} { ${fields.join(' ')} }`, ...fragments].join('\n'), variables, lists };
}
