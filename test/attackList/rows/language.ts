import { createHash } from 'node:crypto';
import type { Row } from '../row';
import { alike, brief, errorsIn } from '../send';
import { json, type World } from '../world';

const officer = 'demo-officer';

const refused = (
  [row, sent]: readonly [row: string, sent: string],
  documents: () => readonly string[],
  expected = '400 COST_EXCEEDED',
): Row => ({
  row,
  sent,
  expected,
  run: async ({ ask }: World) => {
    const answers: string[] = [];
    for (const document of documents()) answers.push(brief(await ask(officer, document)));
    return alike(answers);
  },
});

const times = (count: number, one: (index: number) => string): string => Array.from({ length: count }, (_, index) => one(index)).join(' ');

function deep(levels: number): string {
  return `{ cases(first: 1) { nodes { unit ${times(levels, () => '{ ancestors')} { id } ${'}'.repeat(levels)} } } }`;
}

/** Rows about documents that are large, deep, costly or clever. */
export const languageRows: readonly Row[] = [
  refused(['A019', '101 aliases of __typename'], () => [`{ ${times(101, (index) => `a${index}: __typename`)} }`]),
  refused(['A021', 'a field 500 and 10,000 times'], () => [500, 10_000].map((count) => `{ viewer { ${times(count, () => 'id')} } }`)),
  refused(['A022', '1000 @skip'], () => [`{ viewer { id ${times(1000, () => '@skip(if: false)')} } }`], '400 COST_EXCEEDED'),
  {
    row: 'A022',
    sent: 'an unknown directive ten times and more',
    expected: '400, at most 10 errors',
    run: async ({ ask }) => {
      const { status, text } = await ask(officer, `{ viewer { ${times(12, (index) => `a${index}: id @evil${index}`)} } }`);
      const count = errorsIn(text)?.length ?? 0;
      return count > 0 && count <= 10 ? `${status}, at most 10 errors` : `${status}, ${count} errors`;
    },
  },
  refused(['A023', 'depth 50'], () => [deep(50)]),
  refused(
    ['A024', 'circular fragments'],
    () => ['{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }'],
    '400 BAD_USER_INPUT',
  ),
  refused(['A025', 'fragments that double twenty times'], () => [
    `{ viewer { ...f0 } } ${times(20, (index) => `fragment f${index} on Viewer { ...f${index + 1} ...f${index + 1} }`)} fragment f20 on Viewer { id }`,
  ]),
  refused(
    ['A026', '20,000 nested { and ['],
    () => ['{'.repeat(20_000), `{ case(id: ${'['.repeat(20_000)}) { id } }`],
    '400 BAD_USER_INPUT / 400 COST_EXCEEDED',
  ),
  {
    row: 'A027',
    sent: 'a comment, a string and a block string of 1 MB',
    expected: '413 PAYLOAD_TOO_LARGE',
    run: async ({ send }) => {
      const large = 'x'.repeat(1_000_000);
      const bodies = [`#${large}\n{ viewer { id } }`, `{ case(id: "${large}") { id } }`, `{ case(id: """${large}""") { id } }`];
      const begin = (query: string) => {
        const body = JSON.stringify({ query });
        return send({ headers: { ...json, 'content-length': String(Buffer.byteLength(body)) }, body: body.slice(0, 1000) });
      };
      return alike(await Promise.all(bodies.map(async (body) => brief(await begin(body)))));
    },
  },
  {
    row: 'A027',
    sent: '200 kB of blanks where another value is expected',
    expected: '400 BAD_USER_INPUT, no time',
    run: async ({ ask }) => {
      const blanks = ' '.repeat(200_000);
      const documents = [`{ cases(orderBy: "${blanks}") { totalCount } }`, `{ cases(first: "${blanks}") { totalCount } }`];
      const began = performance.now();
      const answers: string[] = [];
      for (const document of documents) answers.push(brief(await ask(officer, document)));
      const took = performance.now() - began;
      return `${alike(answers)}, ${took < 2000 ? 'no time' : `${Math.round(took)} ms`}`;
    },
  },
  refused(
    ['A029', 'first -1, 0, first and last together'],
    () => ['first: -1', 'first: 0', 'first: 1, last: 1'].map((size) => `{ cases(${size}) { totalCount } }`),
    '200 BAD_USER_INPUT',
  ),
  refused(['A029', 'first 100000'], () => ['{ cases(first: 100000) { nodes { id } } }'], '200 BAD_USER_INPUT'),
  refused(
    ['A031', 'introspection that goes round'],
    () => [`{ __schema { types ${times(20, () => '{ fields { type')} { name } ${'} }'.repeat(20)} } }`],
    '400 BAD_USER_INPUT+OPERATION_NOT_ALLOWED',
  ),
  refused(
    ['A032', '@defer and @stream'],
    () => ['{ ... @defer { viewer { id } } }', '{ cases(first: 1) { nodes @stream { id } } }'],
    '400 BAD_USER_INPUT',
  ),
  {
    row: 'A035',
    sent: 'a persisted document under the hash of another, then asked for by both',
    expected: 'refused, then neither is known',
    run: async ({ send }, attempt) => {
      const named = (sha256Hash: string, query?: string) =>
        send({ headers: json, body: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }) });
      const other = createHash('sha256').update(`{ other${attempt} }`).digest('hex');
      const first = await named(other, '{ viewer { name } }');
      const after = brief(await named(other));
      return first.status === 400 && /NOT_FOUND/.test(after) ? 'refused, then neither is known' : `${brief(first)}, ${after}`;
    },
  },
];
