import type { Row } from '../row';
import { alike, brief } from '../send';
import { json, type World } from '../world';

const ping = '{"query":"{ viewer { id } }"}';
const query = encodeURIComponent('{ viewer { id } }');

/** Cheap to answer for who has no cases, and priced by what it could hold. */
const heavy = 'query Heavy { viewer { inbox(first: 100) { nodes { history(first: 100) { nodes { id label } } } } } }';

/** Somebody asks the same at once, over and over; somebody else of the same hall asks once. */
async function flood({ ask, token }: World): Promise<string> {
  await token('somebody-greedy');
  const answers = await Promise.all(Array.from({ length: 500 }, () => ask('somebody-greedy', heavy)));
  const refused = answers.filter(({ status }) => status === 429);
  const canWait = refused.every(({ headers }) => Number(headers['retry-after']) > 0);
  return `${alike(answers.map(brief).sort())}, Retry-After on ${canWait ? 'each' : 'not each'}; another person ${brief(await ask('demo-resident', heavy))}`;
}

/** Rows of the list about HTTP itself. */
export const httpRows: readonly Row[] = [
  {
    row: 'A001',
    sent: 'cut JSON',
    expected: '400 BAD_USER_INPUT',
    run: async ({ send }) => brief(await send({ headers: json, body: '{ "query": "{' })),
  },
  {
    row: 'A002',
    sent: 'a body of 300 kB, and one that says it has 60 MB',
    expected: '413 PAYLOAD_TOO_LARGE',
    run: async ({ send }) => {
      const declared = (bytes: number) => send({ headers: { ...json, 'content-length': String(bytes) }, body: '{"query":"' });
      return alike([brief(await declared(300_000)), brief(await declared(60_000_000))]);
    },
  },
  {
    row: 'A004',
    sent: 'charset iso-8859-1 and utf-7',
    expected: '415 BAD_USER_INPUT',
    run: async ({ send }) => {
      const types = ['iso-8859-1', 'utf-7'].map((charset) => `application/json; charset=${charset}`);
      return alike(await Promise.all(types.map(async (type) => brief(await send({ headers: { 'content-type': type }, body: ping })))));
    },
  },
  {
    row: 'A005',
    sent: 'text/plain, a form, multipart',
    expected: '415 BAD_USER_INPUT',
    run: async ({ send }) => {
      const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
      return alike(await Promise.all(types.map(async (type) => brief(await send({ headers: { 'content-type': type }, body: ping })))));
    },
  },
  {
    row: 'A006',
    sent: 'GET ?query= without a preflight header',
    expected: '400 BAD_USER_INPUT',
    run: async ({ send }) => brief(await send({ method: 'GET', path: `/graphql?query=${query}` })),
  },
  {
    row: 'A007',
    sent: 'a mutation by GET',
    expected: '405 BAD_USER_INPUT, allow POST',
    run: async ({ send }) => {
      const mutation = encodeURIComponent(
        'mutation { moveCase(input: { id: "x", move: "accept", expectedVersion: 1, idempotencyKey: "00000000-0000-4000-8000-000000000000" }) { case { id } } }',
      );
      const answer = await send({ method: 'GET', path: `/graphql?query=${mutation}`, headers: { 'apollo-require-preflight': '1' } });
      return `${brief(answer)}, allow ${answer.headers.allow}`;
    },
  },
  {
    row: 'A008',
    sent: 'PUT, DELETE, PATCH, TRACE on /graphql',
    expected: '405',
    run: async ({ send }) =>
      alike(await Promise.all(['PUT', 'DELETE', 'PATCH', 'TRACE'].map(async (method) => String((await send({ method })).status)))),
  },
  {
    row: 'A009',
    sent: 'Accept: text/plain',
    expected: '406 BAD_USER_INPUT',
    run: async ({ send }) => brief(await send({ headers: { ...json, accept: 'text/plain' }, body: ping })),
  },
  {
    row: 'A010',
    sent: 'batches of 10 and 1000',
    expected: '400 BAD_USER_INPUT',
    run: async ({ send }) => {
      const batch = (size: number) => send({ headers: json, body: JSON.stringify(Array.from({ length: size }, () => JSON.parse(ping))) });
      return alike([brief(await batch(10)), brief(await batch(1000))]);
    },
  },
  {
    row: 'A014',
    sent: 'a header of 64 kB, 200 headers, an URL of 9 kB',
    expected: '431 BAD_USER_INPUT / 414 BAD_USER_INPUT',
    run: async ({ send }) => {
      const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`h${index}`, '1']));
      const answers = [
        await send({ method: 'GET', headers: { long: 'x'.repeat(65_536) } }),
        await send({ method: 'GET', headers: many }),
        await send({ method: 'GET', path: `/graphql?query=${'x'.repeat(9000)}` }),
      ];
      return alike(answers.map(brief));
    },
  },
  {
    row: 'A033',
    sent: 'the same heavy query 500 times at once',
    expected: '200 - / 429 RATE_LIMITED, Retry-After on each; another person 200 -',
    run: flood,
  },
  {
    row: 'A017',
    sent: 'Origin null and https://evil.test, asking and before asking',
    expected: 'no access-control header',
    run: async ({ send }) => {
      const origins = ['null', 'https://evil.test'];
      const answers = await Promise.all(
        origins.flatMap((origin) => ['POST', 'OPTIONS'].map((method) => send({ method, headers: { ...json, origin }, body: ping }))),
      );
      const names = answers.flatMap(({ headers }) => Object.keys(headers).filter((name) => name.startsWith('access-control')));
      return names.length === 0 ? 'no access-control header' : alike(names);
    },
  },
  {
    row: 'A018',
    sent: 'any page in a frame',
    expected: 'frame-ancestors none, DENY, nosniff',
    run: async ({ send }) => {
      const pages = await Promise.all(['/graphql', '/livez', '/nothing'].map((path) => send({ method: 'GET', path })));
      const isSafe = pages.every(
        ({ headers }) =>
          String(headers['content-security-policy']).includes("frame-ancestors 'none'") &&
          headers['x-frame-options'] === 'DENY' &&
          headers['x-content-type-options'] === 'nosniff',
      );
      return isSafe ? 'frame-ancestors none, DENY, nosniff' : JSON.stringify(pages.map(({ headers }) => headers));
    },
  },
];
