import type { Answer, Person } from '@maplebridge/testkit';

// Two worlds differ only in cases that somebody may not see. What they are told must not differ at all.

const named = new Set(['id', 'caseId', 'number', 'requestId']);
const cursors = new Set(['cursor', 'liveCursor', 'startCursor', 'endCursor']);

/**
 * The same text for answers that say the same: ids are named by the order in which they come, cursors by their length, since both
 * are made at random. Instants stay, for the clocks of both worlds stand still alike.
 */
export function openSameness(): (value: unknown) => string {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    const name = names.get(id) ?? `#${names.size}`;
    names.set(id, name);
    return name;
  };
  const replace = (key: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (named.has(key)) return key === 'requestId' ? 'request' : nameOf(value);
    return cursors.has(key) ? `cursor of ${value.length}` : value;
  };
  return (value) => JSON.stringify(value, replace, 1);
}

/** What an answer says, in the words of its own world. */
const said = ({ status, data, errors }: Answer): object => ({ status, data: data as unknown, errors });

const page = `totalCount totalIsLowerBound liveCursor pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node {
  id number version summary status { code label since } outcome openedAt closedAt changedAt unit { code } handler { post }
  due { code dueAt state } deadlines { code dueAt state } parties { side name { text isMasked } } moves { code isOpen refusal { code message } }
  history(first: 20) { edges { cursor node { move at by { post unit { code } } entering { code } note } } } } }`;

/** Everything a person may ask about cases, whoever's they are. `foreign` is a case that is not theirs, or none at all. */
const questions: readonly { readonly document: string; readonly foreign?: 'id' | 'number' }[] = [
  ...['DUE_FIRST', 'OPENED_LATEST', 'CHANGED_LATEST'].map((order) => ({ document: `{ cases(first: 20, orderBy: ${order}) { ${page} } }` })),
  { document: '{ cases(first: 1) { totalCount pageInfo { hasNextPage } nodes { id } } }' },
  { document: '{ cases(filter: { unit: "UNIT:E-STATION" }, first: 20) { totalCount nodes { id } } }' },
  { document: '{ cases(filter: { place: "PLACE:BUILDING-3" }, first: 20) { totalCount nodes { id } } }' },
  { document: '{ cases(filter: { isUnsigned: true, phases: [INTAKE] }, first: 20) { totalCount nodes { id } } }' },
  { document: '{ communityDisputes(first: 20) { totalCount nodes { id details { kind disputedAmount } } } }' },
  { document: `{ viewer { counts { unsigned mine dueToday overdue } inbox(first: 20) { ${page} } } }` },
  { document: '{ viewer { counts(unit: "UNIT:E-STATION") { unsigned mine dueToday overdue } } }' },
  { document: '{ communityDisputeWarnings(unit: "UNIT:W-STATION") { code cases { id } } }' },
  { document: '{ communityDisputeWarnings(unit: "UNIT:E-STATION") { code cases { id } } }' },
  ...['W-STATION', 'E-STATION', 'P'].map((unit) => ({
    document: `{ communityDisputeStatistics(unit: "UNIT:${unit}", from: "2026-03-01T00:00:00+08:00", until: "2026-04-01T00:00:00+08:00") {
      code value numerator denominator } }`,
  })),
  { document: 'query ($id: ID!) { case(id: $id) { id version } node(id: $id) { id } nodes(ids: [$id]) { id } }', foreign: 'id' },
  { document: 'query ($id: ID!) { communityDispute(id: $id) { id summary } }', foreign: 'id' },
  { document: 'query ($number: String!) { caseByNumber(number: $number) { id } }', foreign: 'number' },
  {
    document: `mutation ($id: ID!) { moveCase(input: { id: $id, move: "signFor", expectedVersion: 1,
      idempotencyKey: "00000000-0000-4000-8000-000000000001" }) { case { id } } }`,
    foreign: 'id',
  },
  {
    document: `mutation ($id: ID!) { amendCommunityDispute(input: { id: $id, details: { disputedAmount: 1 }, expectedVersion: 7,
      idempotencyKey: "00000000-0000-4000-8000-000000000002" }) { case { id } } }`,
    foreign: 'id',
  },
];

export interface Foreign {
  readonly id: string;
  readonly number: string;
}

/** All questions with their answers; `ids` puts real ids where a document names a unit or a place by its code. */
export async function interview(person: Person, foreign: Foreign, ids: (text: string) => string): Promise<readonly object[]> {
  const answers: object[] = [];
  for (const { document, foreign: of } of questions) {
    const variables = of === undefined ? {} : { [of]: foreign[of] };
    answers.push({ document, ...said(await person.query(ids(document), variables)) });
  }
  return answers;
}
