import { once } from 'node:events';
import WebSocket from 'ws';
import { command } from '../command';
import type { Row } from '../row';
import { brief } from '../send';
import type { World } from '../world';

const patience = 60_000;
const post = ['demo-committee', 'mediationCommittee', 'E-STATION'] as const;

/** Ends the committee's post, lets the work go on without it, and gives it back. */
async function without<Result>(world: World, work: () => Promise<Result>): Promise<Result> {
  const change = async (word: 'grant' | 'revoke'): Promise<void> => {
    const { code, said } = await command(world, [word, ...post, '--issuer', world.issuer]);
    if (code !== 0) throw new Error(`${word} ended with ${code}: ${said}`);
  };
  await change('revoke');
  return work().finally(() => change('grant'));
}

const totalOf = async ({ ask }: World): Promise<number> =>
  Number(/"totalCount":(\d+)/.exec((await ask(post[0], '{ cases(first: 1) { totalCount } }')).text)?.[1] ?? 0);

interface Watching {
  readonly socket: WebSocket;
  /** Everything that came, as it came. */
  readonly heard: readonly string[];
  /** Waits for a message of that kind. */
  readonly until: (form: RegExp) => Promise<void>;
}

async function watch(world: World, who: string): Promise<Watching> {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => void heard.push(data.toString()));
  await once(socket, 'open');
  const until = async (form: RegExp): Promise<void> => {
    const signal = AbortSignal.timeout(patience);
    while (!heard.some((text) => form.test(text))) await once(socket, 'message', { signal });
  };
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${await world.token(who)}` } }));
  await until(/connection_ack/);
  const query = 'subscription { caseEvents { __typename ... on Resync { reason } } }';
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  await until(/CaughtUp/);
  return { socket, heard, until };
}

/** Rows about posts that end while somebody is signed in. */
export const postRows: readonly Row[] = [
  {
    row: 'A052',
    sent: 'the next question after a post was ended',
    expected: 'cases before, none after, cases again',
    run: async (world) => {
      const counts = [await totalOf(world), await without(world, () => totalOf(world)), await totalOf(world)];
      const [before = 0, after, again] = counts;
      return before > 0 && after === 0 && again === before ? 'cases before, none after, cases again' : counts.join(', ');
    },
  },
  {
    row: 'A067',
    sent: 'a stream whose post is ended',
    expected: 'told RIGHTS_CHANGED and ended, nothing after it',
    run: async (world) => {
      const { socket, heard, until } = await watch(world, post[0]);
      const before = heard.length;
      await without(world, () => until(/"complete"/));
      const after = heard.slice(before).map((text) => (/RIGHTS_CHANGED/.exec(text) ?? /"complete"/.exec(text) ?? [text])[0]);
      const closed = once(socket, 'close');
      socket.close();
      await closed;
      return after.join() === 'RIGHTS_CHANGED,"complete"' ? 'told RIGHTS_CHANGED and ended, nothing after it' : after.join();
    },
  },
  {
    row: 'A066',
    sent: 'a stream with a token that is over in six seconds',
    expected: 'ended with UNAUTHENTICATED within 5 s of it, nothing after it',
    run: async (world, attempt) => {
      const began = performance.now();
      const { socket, heard, until } = await watch(world, `brief-${attempt}`);
      const before = heard.length;
      await until(/TOKEN_EXPIRED/);
      const took = performance.now() - began;
      // A board may be told more than once that it has caught up.
      const told = heard.slice(before).filter((text) => !text.includes('CaughtUp'));
      const after = told.map((text) => /"code":"(\w+)"/.exec(text)?.[1] ?? text);
      const closed = once(socket, 'close');
      socket.close();
      await closed;
      return `ended with ${after.join()} ${took < 11_000 ? 'within 5 s of it' : `after ${took} ms`}, nothing after it`;
    },
  },
  {
    row: 'A053',
    sent: 'names and phones in lists, and opening one without a purpose',
    expected: 'masks alone, 200 PURPOSE_REQUIRED',
    run: async ({ ask }) => {
      const list = await ask('demo-supervisor', '{ cases(first: 50) { nodes { parties { id name { text isMasked } } } } }');
      const isMasked = /"isMasked":true/.test(list.text) && !/"isMasked":false|李示范|王样例|1380000000/.test(list.text);
      const own = await ask('demo-grid', '{ cases(first: 50) { nodes { parties { id } } } }');
      const party = /"parties":\[\{"id":"([^"]+)"/.exec(own.text)?.[1] ?? '';
      const document = 'mutation ($input: UnmaskInput!) { unmask(input: $input) { party { name { text } } } }';
      const input = { party, classes: ['IDENTITY', 'CONTACT'], purpose: ' ', idempotencyKey: crypto.randomUUID() };
      const opened = await ask('demo-grid', document, { input });
      return `${isMasked ? 'masks alone' : list.text}, ${brief(opened)}`;
    },
  },
];
