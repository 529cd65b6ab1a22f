import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { shardCount, type Positions } from '@maplebridge/ledger';

/** What a live cursor carries: all positions for a board, one for the stream of a single case. */
export type Place =
  { readonly kind: 'all'; readonly positions: Positions } | { readonly kind: 'case'; readonly shard: number; readonly position: bigint };

/** `malformed`: not a cursor of ours, or altered. `otherEpoch`: ours, from before the database was restored. */
export type OpenedPlace =
  { readonly ok: true; readonly place: Place } | { readonly ok: false; readonly reason: 'malformed' | 'otherEpoch' };

/**
 * Cursors that clients can neither read nor alter: AES-256-GCM under a random nonce, base64url. Live cursors of one kind all have
 * one length, so that nobody learns from it how much happens elsewhere.
 */
export interface Cursors {
  seal(place: Place): string;
  open(text: string): OpenedPlace;
  /** For paging through a list; `purpose` names filter and order, so that the cursor of another list does not open. */
  sealPage(value: unknown, purpose: string): string;
  openPage(text: string, purpose: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false };
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
const epochLength = 16;
const placeLengths = { all: shardCount * 8, case: 9 } as const;

export function openCursors(key: Buffer, epoch: string): Cursors {
  if (key.length !== 32) throw new Error(`A cursor key has 32 bytes, this one has ${key.length}.`);
  const mark = createHash('sha256').update(epoch).digest().subarray(0, epochLength);
  return {
    seal: (place) => encrypt(key, Buffer.concat([mark, bytesOf(place)]), 'live'),
    open: (text) => {
      const plain = decrypt(key, text, 'live');
      const place = plain && placeOf(plain.subarray(epochLength));
      if (!place) return { ok: false, reason: 'malformed' };
      return plain.subarray(0, epochLength).equals(mark) ? { ok: true, place } : { ok: false, reason: 'otherEpoch' };
    },
    sealPage: (value, purpose) => encrypt(key, Buffer.from(JSON.stringify(value)), `page:${purpose}`),
    openPage: (text, purpose) => {
      const plain = decrypt(key, text, `page:${purpose}`);
      return plain ? { ok: true, value: JSON.parse(plain.toString()) as unknown } : { ok: false };
    },
  };
}

function encrypt(key: Buffer, plain: Buffer, purpose: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Buffer, text: string, purpose: string): Buffer | null {
  const sealed = Buffer.from(text, 'base64url');
  // Decoding forgives stray letters and unused last bits; a cursor that is not exactly as we wrote it was altered.
  if (sealed.length < nonceLength + tagLength || sealed.toString('base64url') !== text) return null;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return null; // the tag does not fit: altered, of another key or for another purpose
  }
}

function bytesOf(place: Place): Buffer {
  const bytes = Buffer.alloc(placeLengths[place.kind]);
  if (place.kind === 'case') {
    bytes.writeUInt8(place.shard, 0);
    bytes.writeBigUInt64BE(place.position, 1);
  } else {
    place.positions.forEach((position, shard) => bytes.writeBigUInt64BE(position, shard * 8));
  }
  return bytes;
}

function placeOf(bytes: Buffer): Place | null {
  if (bytes.length === placeLengths.case) return { kind: 'case', shard: bytes.readUInt8(0), position: bytes.readBigUInt64BE(1) };
  if (bytes.length !== placeLengths.all) return null;
  return { kind: 'all', positions: Array.from({ length: shardCount }, (_, shard) => bytes.readBigUInt64BE(shard * 8)) };
}
