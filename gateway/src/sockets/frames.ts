/** The beginning of each data message of one operation; after it comes the payload, and one brace. */
export const openingOf = (id: string): Buffer => Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);

/** Ready frames: what they hold is only lent, until the next are made. Whoever still needs them then keeps them first. */
export interface Press {
  readonly print: (opening: Buffer, payloads: readonly Buffer[]) => Buffer;
  /** The frames printed last are still being written: they will not be printed over. */
  readonly keep: () => void;
}

interface Plate {
  readonly payloads: readonly Buffer[];
  readonly openingLength: number;
  readonly frames: Buffer;
  /** Where the openings stand in the frames. */
  readonly places: readonly number[];
}

/**
 * Frames that differ in their openings only are printed from one plate: members of a cohort have operation ids of their own, and most
 * clients make them of equal length. So a frame costs each member the bytes of its id, and no memory.
 */
export function openPress(): Press {
  let plate: Plate | null = null;
  return {
    keep: () => {
      plate = null;
    },
    print: (opening, payloads) => {
      if (plate?.payloads !== payloads || plate.openingLength !== opening.length) plate = plateFor(opening.length, payloads);
      for (const at of plate.places) plate.frames.set(opening, at);
      return plate.frames;
    },
  };
}

const finalText = 0x81;
const closingBrace = 0x7d;

/** Text frames of a server, one for each payload: unmasked and in one piece (RFC 6455, 5.2). */
function plateFor(openingLength: number, payloads: readonly Buffer[]): Plate {
  const lengths = payloads.map((payload) => openingLength + payload.length + 1);
  const frames = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headLength(length) + length, 0));
  const places: number[] = [];
  let at = 0;
  for (const [nth, payload] of payloads.entries()) {
    at = writeHead(frames, at, lengths[nth] ?? 0);
    places.push(at);
    at += openingLength;
    at += payload.copy(frames, at);
    at = frames.writeUInt8(closingBrace, at);
  }
  return { payloads, openingLength, frames, places };
}

const headLength = (message: number): number => (message < 126 ? 2 : message < 65_536 ? 4 : 10);

function writeHead(frames: Buffer, start: number, message: number): number {
  const at = frames.writeUInt8(finalText, start);
  if (message < 126) return frames.writeUInt8(message, at);
  if (message < 65_536) return frames.writeUInt16BE(message, frames.writeUInt8(126, at));
  return frames.writeBigUInt64BE(BigInt(message), frames.writeUInt8(127, at));
}

/** How many bytes the frames will have. */
export const bytesOf = (opening: Buffer, payloads: readonly Buffer[]): number =>
  payloads.reduce((sum, payload) => sum + payload.length + opening.length + 11, 0);
