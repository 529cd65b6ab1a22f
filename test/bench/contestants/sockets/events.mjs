import pg from 'pg';

/** What peers are told of: one notification a move, with all that their frames show. */
export async function onEvents(heard) {
  const client = new pg.Client({ connectionString: process.env.BENCH_DATABASE });
  client.on('notification', ({ payload }) => heard(padded(JSON.parse(payload))));
  await client.connect();
  await client.query('listen bench_event');
}

export const typeDefs = `
type Query { isHere: Boolean! }
type Status { code: String! phase: String! }
type Unit { name: String! }
type Case { number: String! summary: String! status: Status! unit: Unit! }
type Change { move: String! at: String! caseId: ID! entering: Status! case: Case! pad: String! }
type Subscription { changed(topic: ID!): Change! }`;

export const subscription = `subscription Changed($topic: ID!) { changed(topic: $topic) {
  move at caseId entering { code phase } case { number summary status { code phase } unit { name } } pad } }`;

/** The answer as any of them has to send it. */
export const dataOf = ({ move, at, caseId, entering, case: found, pad }) => ({ changed: { move, at, caseId, entering, case: found, pad } });
export const frameOf = (id, data) => `{"id":"${id}","type":"next","payload":{"data":${data}}}`;

const wanted = Number(process.env.FRAME_BYTES ?? 0);

/** Brings the frame to as many bytes as the gateway's has: a cursor that peers do not have. */
function padded(event) {
  const bare = Buffer.byteLength(frameOf('1', JSON.stringify(dataOf({ ...event, pad: '' }))));
  return { ...event, pad: '.'.repeat(Math.max(0, wanted - bare)) };
}
