import type { Row } from '../row';
import { alike, brief } from '../send';
import type { World } from '../world';

const eventsPath = '/graphql/stream';

/** What the stream that one person reserved says to another, and to nobody. */
async function foreignStream(world: World): Promise<string> {
  const as = async (who: string) => ({ authorization: `Bearer ${await world.token(who)}` });
  const [owner, stranger] = [await as('demo-supervisor'), await as('demo-watchman')];
  const { text: token } = await world.raw({ method: 'PUT', path: eventsPath, headers: owner });
  const [json, stream] = [{ 'content-type': 'application/json' }, { 'x-graphql-event-stream-token': token }];
  const body = JSON.stringify({ query: '{ viewer { id } }', extensions: { operationId: '1' } });
  const tries = await Promise.all(
    [stranger, {}].flatMap((who) => [
      world.send({ method: 'GET', path: eventsPath, headers: { ...stream, ...who, accept: 'text/event-stream' } }),
      world.send({ path: eventsPath, headers: { ...stream, ...who, ...json }, body }),
      world.send({ method: 'DELETE', path: `${eventsPath}?operationId=1`, headers: { ...stream, ...who } }),
    ]),
  );
  const own = await world.raw({ path: eventsPath, headers: { ...stream, ...owner, ...json }, body });
  return `${alike(tries.map(brief))}, its owner ${own.status}`;
}

/** Rows about server-sent events. */
export const eventRows: readonly Row[] = [
  {
    row: 'A064',
    sent: 'an event stream from https://evil.test, and from another site without an Origin',
    expected: '403 FORBIDDEN',
    run: async ({ send }) => {
      const pages: readonly Readonly<Record<string, string>>[] = [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }];
      const asked = pages.map((page) =>
        send({ method: 'GET', path: `${eventsPath}?query=%7Bviewer%7Bid%7D%7D`, headers: { ...page, accept: 'text/event-stream' } }),
      );
      return alike((await Promise.all(asked)).map(brief));
    },
  },
  { row: 'A072', sent: 'the event stream of another person', expected: '404 NOT_FOUND, its owner 202', run: foreignStream },
  {
    row: 'A068',
    sent: '21 event streams of one person',
    expected: '429 RATE_LIMITED',
    run: async (world) => {
      const headers = { authorization: `Bearer ${await world.token('demo-resident')}` };
      const reserved = await Promise.all(Array.from({ length: 21 }, () => world.raw({ method: 'PUT', path: eventsPath, headers })));
      return alike(reserved.filter(({ status }) => status !== 201).map(brief));
    },
  },
];
