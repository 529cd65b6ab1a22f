import { randomFillSync } from 'node:crypto';

const idsAtOnce = 1024;

/** Makes UUIDv7s of given instants, as `uuidv7` does; random bytes are drawn for a thousand at once, which an import feels. */
export function idMaker(): (at: Date) => string {
  const pool = Buffer.alloc(16 * idsAtOnce);
  let next = idsAtOnce;
  return (at) => {
    if (next === idsAtOnce) {
      randomFillSync(pool);
      next = 0;
    }
    const bytes = pool.subarray(16 * next, 16 * next + 16);
    next += 1;
    bytes.writeUIntBE(at.getTime(), 0, 6);
    bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
