import { openingOf, openPress } from './frames';

/** What a client reads from frames of a server, as RFC 6455 says. */
function messagesIn(frames: Buffer): readonly string[] {
  const messages: string[] = [];
  for (let at = 0; at < frames.length;) {
    expect(frames[at]).toBe(0x81);
    const short = frames.readUInt8(at + 1);
    const [head, length] =
      short === 126 ? [4, frames.readUInt16BE(at + 2)] : short === 127 ? [10, Number(frames.readBigUInt64BE(at + 2))] : [2, short];
    messages.push(frames.subarray(at + head, at + head + length).toString());
    at += head + length;
  }
  return messages;
}

const message = (id: string, payload: Buffer): string =>
  JSON.stringify({ id, type: 'next', payload: JSON.parse(payload.toString()) as unknown });
const payloadOf = (length: number): Buffer => Buffer.from(JSON.stringify('x'.repeat(length - 2)));
const shell = message('1', payloadOf(2)).length - 2;

test.each([125, 126, 127, 65_535, 65_536, 70_000])('a message of %i bytes is framed as clients read it', (length) => {
  const payload = payloadOf(length - shell);
  const [read] = messagesIn(openPress().print(openingOf('1'), [payload]));
  expect(read).toBe(message('1', payload));
  expect(read).toHaveLength(length);
});

test('members with ids of one length, of another, and in letters of many bytes each get their own id with every payload', () => {
  const press = openPress();
  const payloads = [10, 200, 66_000].map(payloadOf);
  for (const id of ['a1', 'b2', 'long one', '一案一码', '"quoted"', 'c3']) {
    expect(messagesIn(press.print(openingOf(id), payloads))).toEqual(payloads.map((payload) => message(id, payload)));
  }
});

test('frames that are kept are not printed over', () => {
  const press = openPress();
  const payloads = [payloadOf(20)];
  const kept = press.print(openingOf('a'), payloads);
  press.keep();
  press.print(openingOf('b'), payloads);
  expect(messagesIn(kept)).toEqual([message('a', payloadOf(20))]);
});
