import type { Client } from 'graphql-sse';
import { openGate, type Gate } from './gate';

let gate: Gate;
beforeAll(async () => (gate = await openGate()));
afterAll(() => gate.close());

const bearer = async (who: string, expiresIn?: number) => ({ authorization: `Bearer ${await gate.issuer.token(who, { expiresIn })}` });

describe.each([
  ['distinct connections', false],
  ['a single connection', true],
])('with %s', (_mode, single) => {
  const clients: Client<boolean>[] = [];
  const client = (options: object = {}): Client<boolean> => {
    const one = gate.events<boolean>(single, options);
    clients.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of clients.splice(0)) one.dispose();
    await gate.ticks.until(0);
  });

  test('a stream runs over the stock client, and its source ends with it', async () => {
    const events = client().iterate<{ ticks: string }>({ query: 'subscription { ticks }' });
    const first = events.next();
    await gate.ticks.until(1);
    gate.ticks.push('one');
    expect((await first).value.data).toEqual({ ticks: 'one' });
    await events.return?.();
    await gate.ticks.until(0);
  });

  test('queries and mutations are answered, by the token and in the language of the request', async () => {
    const headers = { ...(await bearer('officer-1')), 'accept-language': 'zh-CN' };
    const { value } = await client({ headers }).iterate({ query: '{ who language refused }' }).next();
    expect(value).toMatchObject({
      data: { who: 'officer-1', language: 'zh-CN' },
      errors: [{ message: '版本已变。', extensions: { code: 'VERSION_CONFLICT' } }],
    });
    expect((await client().iterate({ query: 'mutation { count }' }).next()).value.data).toEqual({ count: expect.any(Number) });
  });

  test('who brings a bad token is told 401, and nothing runs', async () => {
    const refused = client({ headers: { authorization: 'Bearer a.b.c' } }).iterate({ query: 'subscription { ticks }' });
    await expect(refused.next()).rejects.toThrow('401');
    expect(gate.ticks.listening()).toBe(0);
  });

  test('a stream ends with a typed error when its token expires, and nothing follows', async () => {
    const events = client({ headers: await bearer('officer-2', 2) }).iterate<{ ticks: string }>({ query: 'subscription { ticks }' });
    const first = events.next();
    await gate.ticks.until(1);
    const { value } = await first;
    gate.ticks.push('too late');
    const extensions = { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', requestId: expect.any(String), isRetryable: false };
    expect(value).toEqual({ errors: [{ message: expect.stringContaining('expired'), extensions }] });
    expect((await events.next()).done).toBe(true);
    await gate.ticks.until(0);
  });
});

test('a gateway that stops ends every stream at once, and waits for none', async () => {
  const own = await openGate({}, { patienceMs: 60_000 });
  const heard = own.events(false).iterate({ query: 'subscription { ticks }' });
  const next = heard.next();
  const kept = own.events(true).iterate({ query: 'subscription { ticks }' });
  const last = kept.next();
  await own.ticks.until(2);
  const ended = Promise.all([expect(next).rejects.toThrow(), expect(last).rejects.toThrow()]);
  await own.close();
  await ended;
  expect(own.ticks.listening()).toBe(0);
});
