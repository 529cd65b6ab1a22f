/** The beginning of each data message of one operation; after it comes the payload, and one brace. */
export const openingOf = (id: string): Buffer => Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);

const finalText = 0x81;
const closingBrace = 0x7d;

/** Text frames of a server, one for each payload: unmasked and in one piece (RFC 6455, 5.2). */
export function framesOf(opening: Buffer, payloads: readonly Buffer[]): Buffer {
  const frames = Buffer.allocUnsafe(payloads.reduce((sum, payload) => sum + frameLength(messageLength(opening, payload)), 0));
  let at = 0;
  for (const payload of payloads) {
    at = writeHead(frames, at, messageLength(opening, payload));
    at += opening.copy(frames, at);
    at += payload.copy(frames, at);
    at = frames.writeUInt8(closingBrace, at);
  }
  return frames;
}

const messageLength = (opening: Buffer, payload: Buffer): number => opening.length + payload.length + 1;

const frameLength = (message: number): number => message + (message < 126 ? 2 : message < 65_536 ? 4 : 10);

function writeHead(frames: Buffer, start: number, message: number): number {
  const at = frames.writeUInt8(finalText, start);
  if (message < 126) return frames.writeUInt8(message, at);
  if (message < 65_536) return frames.writeUInt16BE(message, frames.writeUInt8(126, at));
  return frames.writeBigUInt64BE(BigInt(message), frames.writeUInt8(127, at));
}
