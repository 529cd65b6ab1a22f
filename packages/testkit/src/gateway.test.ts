import { connect } from 'node:net';
import { once } from 'node:events';
import { openTestGateway } from './gateway';

test('a gateway of a test answers strangers and keeps the time that it is told', async () => {
  const gateway = await openTestGateway({ now: new Date('2026-05-01T00:00:00Z') });
  const { data } = await gateway.as(null).query('{ viewer { id } errorCodes { code } }');
  expect(data.viewer).toBeNull();
  gateway.clock.advance({ days: 1, minutes: 5 });
  const stream = await gateway.as('somebody').stream('subscription { caseEvents { __typename ... on CaughtUp { at } } }');
  expect(await stream.next()).toEqual({ __typename: 'CaughtUp', at: '2026-05-02T00:05:00.000Z' });
  await gateway.close();
});

test('a post is granted and revoked in a unit by its code, and one that is not held cannot be', async () => {
  const gateway = await openTestGateway();
  const posts = async (): Promise<unknown> =>
    (await gateway.as('newcomer').query('{ viewer { posts { role unit { code } } } }')).data.viewer.posts;
  await gateway.grant('newcomer', 'officer', 'W-STATION');
  expect(await posts()).toEqual([{ role: 'officer', unit: { code: 'W-STATION' } }]);
  await gateway.revoke('newcomer', 'officer', 'W-STATION');
  expect(await posts()).toEqual([]);
  await expect(gateway.revoke('newcomer', 'officer', 'W-STATION')).rejects.toThrow('newcomer holds no post "officer" in W-STATION.');
  await gateway.close();
});

test('a connection or a timer that a test leaves open fails its file', async () => {
  const gateway = await openTestGateway({ demo: false });
  const socket = connect(Number(new URL(process.env.MAPLEBRIDGE_TEST_DATABASE ?? '').port), '127.0.0.1');
  await once(socket, 'connect');
  const timer = setTimeout(() => undefined, 60_000);
  await expect(gateway.close()).rejects.toThrow(
    /^Left open when the test gateway had closed: .*(1 TCPSocketWrap|1 Timeout), (1 TCPSocketWrap|1 Timeout)\.$/,
  );
  clearTimeout(timer);
  socket.destroy();
});
