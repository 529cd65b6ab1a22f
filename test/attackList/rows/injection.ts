import { opened } from '../cases';
import type { Row } from '../row';
import { alike, brief } from '../send';
import type { World } from '../world';

const hostile = [
  "' OR 1=1--",
  '\\',
  '%',
  '_',
  '\\%',
  '$1',
  '; DROP TABLE entry',
  "' UNION SELECT 1--",
  '0x27',
  "'; select pg_sleep(9)--",
  "a'->>'b",
];

const counted = async ({ sql }: World): Promise<number> =>
  (await sql<{ count: number }>('select count(*)::integer as count from core.entry'))[0]?.count ?? -1;

/** Rows about values that mean something somewhere else. */
export const injectionRows: readonly Row[] = [
  {
    row: 'A073',
    sent: 'SQL, wildcards and waiting in a number and in a filter',
    expected: '200 -, nothing found, no time, nothing written',
    run: async (world) => {
      const before = await counted(world);
      const began = performance.now();
      const document =
        'query ($n: String!, $j: [String!]) { caseByNumber(number: $n) { id } cases(filter: { jurisdictions: $j }) { totalCount } }';
      const answers = await Promise.all(hostile.map((text) => world.ask('demo-supervisor', document, { n: text, j: [text] })));
      const isEmpty = answers.every(({ text }) => /"caseByNumber":null/.test(text) && /"(?:totalCount":0|cases":null)/.test(text));
      const isQuick = performance.now() - began < 5000;
      const written = (await counted(world)) - before;
      return `${alike(answers.map(brief))}, ${isEmpty ? 'nothing' : 'something'} found, ${isQuick ? 'no time' : 'slow'}, ${written === 0 ? 'nothing' : written} written`;
    },
  },
  {
    row: 'A073',
    sent: 'the same as the summary of a case',
    expected: 'kept letter by letter',
    run: async (world) => {
      const answers = await Promise.all(hostile.map(async (text) => [text, (await opened(world, { summary: text })).text] as const));
      const different = answers.filter(([text, body]) => !body.includes(JSON.stringify(text)));
      return different.length === 0 ? 'kept letter by letter' : JSON.stringify(different);
    },
  },
  {
    row: 'A074',
    sent: 'SQL as an order',
    expected: '400 BAD_USER_INPUT',
    run: async ({ ask }) => {
      const document = 'query ($o: CaseOrder) { cases(orderBy: $o) { totalCount } }';
      const orders = ['id; select pg_sleep(5)', 'CASE WHEN EXISTS(select 1) THEN 1 END'];
      return alike(await Promise.all(orders.map(async (o) => brief(await ask('demo-officer', document, { o })))));
    },
  },
  {
    row: 'A075',
    sent: '{"$ne": 1} and a list where text is expected',
    expected: '400 BAD_USER_INPUT',
    run: async ({ ask }) => {
      const document = 'query ($n: String!) { caseByNumber(number: $n) { id } }';
      return alike(await Promise.all([{ $ne: 1 }, ['x'], 1].map(async (n) => brief(await ask('demo-officer', document, { n })))));
    },
  },
  {
    row: 'A077',
    sent: 'NUL, a lone surrogate and U+202E in a summary',
    expected: '200 BAD_USER_INPUT',
    run: async (world) =>
      alike(await Promise.all(['a\u0000b', 'a\ud800b', 'a\u202eb'].map(async (text) => brief(await opened(world, { summary: text }))))),
  },
  {
    row: 'A077',
    sent: 'the same in numbers, ids and cursors',
    expected: 'no server error',
    run: async ({ ask }) => {
      const document =
        'query ($t: String!, $i: ID!) { caseByNumber(number: $t) { id } case(id: $i) { id } node(id: $i) { id } cases(after: $t) { totalCount } }';
      const texts = ['a\u0000b', 'a\ud800b', 'a\u202eb', 'Z\u0335'.repeat(500), '\u200b', '9'.repeat(5000)];
      const ids = texts.flatMap((text) => [text, Buffer.from(`case:${text}`).toString('base64url')]);
      const answers = await Promise.all(ids.map((text) => ask('demo-officer', document, { t: text, i: text })));
      return answers.every(({ status, text }) => status < 500 && !text.includes('INTERNAL_SERVER_ERROR'))
        ? 'no server error'
        : alike(answers.map(brief));
    },
  },
  {
    row: 'A085',
    sent: '__proto__ and constructor.prototype in variables and details',
    expected: 'no server error, nothing changed',
    run: async ({ send, token }) => {
      const authorization = `Bearer ${await token('demo-officer')}`;
      const polluted = ['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'];
      const bodies = polluted.map(
        (value) =>
          `{"query":"query ($f: CaseFilter) { cases(filter: $f) { totalCount } }","variables":{"f":${value},"__proto__":{"polluted":1}}}`,
      );
      const answers = await Promise.all(
        bodies.map((body) => send({ headers: { 'content-type': 'application/json', authorization }, body })),
      );
      const next = await send({ headers: { 'content-type': 'application/json', authorization }, body: '{"query":"{ viewer { id } }"}' });
      const isWell = answers.every(({ status }) => status < 500) && brief(next) === '200 -' && !next.text.includes('polluted');
      return isWell ? 'no server error, nothing changed' : alike([...answers, next].map(brief));
    },
  },
];
