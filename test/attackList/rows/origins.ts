import { globalId, moved, officer, openedId } from '../cases';
import type { Row } from '../row';
import { alike, brief } from '../send';
import { json } from '../world';

/** Letters of another alphabet and digits of another width that look like those of a case number. */
const lookAlikes = (number: string): readonly string[] => [
  number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  number.replace(/-/g, '－'),
  number.replace(/[0O]/, 'О'),
  `${number}\u200b`,
];

/** The line comes over a pipe and may be later than the answer. */
async function saidSince(logs: () => string, before: number): Promise<string> {
  const deadline = performance.now() + 5000;
  while (!logs().slice(before).includes('\n') && performance.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  return logs().slice(before);
}

/** Rows about what a client says of itself: where it is, what time it is, and with which letters it writes. */
export const originRows: readonly Row[] = [
  {
    row: 'A016',
    sent: 'X-Forwarded-For, Forwarded and Host of somebody else, with a bad token',
    expected: '401 UNAUTHENTICATED, logged with the true address, Host nowhere',
    run: async ({ send, logs }) => {
      const before = logs().length;
      const forged = { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6', host: 'evil.test' };
      const answer = await send({ headers: { ...json, ...forged, authorization: 'Bearer a.b.c' }, body: '{"query":"{ viewer { id } }"}' });
      const line = await saidSince(logs, before);
      const isTrue = /"address":"(?:::ffff:)?127\.0\.0\.1"/.test(line) && !line.includes('6.6.6.6');
      const isSaid = [answer.text, JSON.stringify(answer.headers), line].some((text) => text.includes('evil.test'));
      return `${brief(answer)}, logged with ${isTrue ? 'the true address' : line}, Host ${isSaid ? 'somewhere' : 'nowhere'}`;
    },
  },
  {
    row: 'A105',
    sent: 'a move with the date of 2099 in its headers',
    expected: 'the time of the server',
    run: async (world) => {
      const id = await openedId(world);
      const query = 'mutation ($input: MoveCaseInput!) { moveCase(input: $input) { change { at } } }';
      const input = { id, move: 'signFor', expectedVersion: 1, idempotencyKey: crypto.randomUUID() };
      const headers = { ...json, authorization: `Bearer ${await world.token(officer)}`, date: 'Thu, 01 Jan 2099 00:00:00 GMT' };
      const { text } = await world.send({ headers, body: JSON.stringify({ query, variables: { input } }) });
      const at = Date.parse(/"at":"([^"]+)"/.exec(text)?.[1] ?? '');
      return Math.abs(at - Date.now()) < 60_000 ? 'the time of the server' : text;
    },
  },
  {
    row: 'A105',
    sent: 'instants with a leap second, of year 0 and without a zone',
    expected: '400 BAD_USER_INPUT',
    run: async ({ ask }) => {
      const document = 'query ($f: CaseFilter) { cases(filter: $f) { totalCount } }';
      const instants = ['2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '2026-03-02T09:00:00', '2026-02-30T00:00:00Z', '9'.repeat(400)];
      return alike(await Promise.all(instants.map(async (openedFrom) => brief(await ask(officer, document, { f: { openedFrom } })))));
    },
  },
  {
    row: 'A078',
    sent: 'the number of a case with look-alike digits, letters and dashes',
    expected: '200 -, no case',
    run: async (world) => {
      const [own] = await world.sql<{ number: string }>(`select number from core."case" limit 1`);
      const document = 'query ($n: String!) { caseByNumber(number: $n) { id } }';
      const answers = await Promise.all(lookAlikes(own?.number ?? '').map((n) => world.ask('demo-supervisor', document, { n })));
      const isEmpty = answers.every(({ text }) => text.includes('"caseByNumber":null'));
      return `${alike(answers.map(brief))}, ${isEmpty ? 'no case' : answers.map(({ text }) => text).join()}`;
    },
  },
  {
    row: 'A078',
    sent: 'an id in full-width letters, for a question and for a move',
    expected: '200 - / 200 BAD_USER_INPUT',
    run: async (world) => {
      const id = globalId('case', crypto.randomUUID()).replace(/[A-Z]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
      const asked = await world.ask(officer, 'query ($id: ID!) { case(id: $id) { id } }', { id });
      return alike([brief(asked), brief(await moved(world, officer, { id, move: 'signFor' }))]);
    },
  },
];
