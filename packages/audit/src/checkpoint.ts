import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { keyId } from './keys';

/** What the log held at an instant: so many leaves with this root. */
export interface Checkpoint {
  /** Id of the log, a UUID: two databases never have the same one unless one was copied from the other. */
  readonly log: string;
  /** Leaves. */
  readonly size: number;
  readonly root: Buffer;
  /** From 1 on, without a gap. */
  readonly number: number;
  /** The hour that it was made for, by the clock of the database; null: somebody asked for it. */
  readonly hour: Date | null;
  readonly madeAt: Date;
  /** SHA-256 of the signed text of the checkpoint before it; null for the first. */
  readonly previous: Buffer | null;
  /** Of the database: another one after a restore. */
  readonly epoch: string;
}

const origin = (log: string): string => `maplebridge.audit/${log}`;
const instant = (at: Date | null): string => at?.toISOString() ?? '-';
const bytes = (hash: Buffer | null): string => hash?.toString('base64') ?? '-';

/** The text that is signed: origin, size and root as transparency logs have them (C2SP tlog-checkpoint), then lines of ours. */
function bodyOf(one: Checkpoint): string {
  const first = [origin(one.log), String(one.size), bytes(one.root)];
  const ours = [
    `number ${one.number}`,
    `hour ${instant(one.hour)}`,
    `made ${instant(one.madeAt)}`,
    `previous ${bytes(one.previous)}`,
    `epoch ${one.epoch}`,
  ];
  return `${[...first, ...ours].join('\n')}\n`;
}

/** The signed text: the body, an empty line, and a line with who signed and an Ed25519 signature over the body. */
export function signCheckpoint(one: Checkpoint, key: KeyObject): string {
  const body = bodyOf(one);
  const signature = Buffer.concat([keyId(origin(one.log), key), sign(null, Buffer.from(body), key)]);
  return `${body}\n— ${origin(one.log)} ${signature.toString('base64')}\n`;
}

/** What the next checkpoint names as its previous one. */
export const hashOfNote = (note: string): Buffer => createHash('sha256').update(note).digest();

const shape =
  /^maplebridge\.audit\/([0-9a-f-]{36})\n(\d{1,16})\n([A-Za-z0-9+/]{43}=)\nnumber (\d{1,16})\nhour (\S+)\nmade (\S+)\nprevious (\S+)\nepoch (\S+)\n\n— (\S+) ([A-Za-z0-9+/]+={0,2})\n$/;

/** A checkpoint out of its signed text; null when the text is no checkpoint to the last byte, signed or not. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [, log = '', size, root = '', number, hour = '', made = '', previous = '', epoch = ''] = shape.exec(note) ?? [];
  if (log === '') return null;
  const one: Checkpoint = {
    log,
    size: Number(size),
    root: Buffer.from(root, 'base64'),
    number: Number(number),
    hour: hour === '-' ? null : new Date(hour),
    madeAt: new Date(made),
    previous: previous === '-' ? null : Buffer.from(previous, 'base64'),
    epoch,
  };
  const isDated = [one.madeAt, ...(one.hour ? [one.hour] : [])].every((at) => !Number.isNaN(at.getTime()));
  return isDated && note.startsWith(`${bodyOf(one)}\n`) ? one : null;
}

/** True when one of the keys signed exactly this text. */
export function isSignedBy(note: string, keys: readonly KeyObject[]): boolean {
  const one = readCheckpoint(note);
  const [, , , , , , , , , name, encoded = ''] = shape.exec(note) ?? [];
  if (!one || name !== origin(one.log)) return false;
  const signature = Buffer.from(encoded, 'base64');
  if (signature.toString('base64') !== encoded) return false; // else a flipped bit behind the last byte would pass
  const body = Buffer.from(bodyOf(one));
  return keys.some((key) => keyId(origin(one.log), key).equals(signature.subarray(0, 4)) && verify(null, body, key, signature.subarray(4)));
}
