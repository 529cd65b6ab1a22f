import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { isSignedBy, readCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint';
import { isPrivateKey, makeKeys, readPrivateKey, readPublicKeys } from './keys';
import { leafHash } from './merkle';

const mine = makeKeys();
const privateKey = readPrivateKey(mine.privatePem);
const publicKeys = readPublicKeys(mine.publicPem);
const others = readPublicKeys(makeKeys().publicPem + makeKeys().publicPem);

const one: Checkpoint = {
  log: randomUUID(),
  size: 227_076,
  root: leafHash(Buffer.from('root')),
  number: 12,
  hour: new Date('2026-11-25T13:00:00Z'),
  madeAt: new Date('2026-11-25T13:00:07.123Z'),
  previous: leafHash(Buffer.from('before')),
  epoch: randomUUID(),
};
const note = signCheckpoint(one, privateKey);

test('a checkpoint is read back as it was signed, and its key is the only one that signed it', () => {
  expect(readCheckpoint(note)).toEqual(one);
  expect([isSignedBy(note, publicKeys), isSignedBy(note, [...others, ...publicKeys]), isSignedBy(note, others)]).toEqual([
    true,
    true,
    false,
  ]);
  const first = { ...one, hour: null, previous: null, size: 0, number: 1 };
  expect(readCheckpoint(signCheckpoint(first, privateKey))).toEqual(first);
});

test('one bit that is turned anywhere, or one byte that is cut or added, leaves no checkpoint that is signed', () => {
  const bytes = Buffer.from(note);
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return !isSignedBy(turned.toString(), publicKeys);
    }),
    { numRuns: 3_000 },
  );
  for (const text of [note.slice(0, -1), `${note}\n`, ` ${note}`, note.replace('number 12', 'number 012'), ''])
    expect(isSignedBy(text, publicKeys)).toBe(false);
});

test('a key of another kind is refused', () => {
  expect(isPrivateKey(mine.privatePem)).toBe(true);
  for (const text of ['', 'secret', mine.publicPem]) expect(isPrivateKey(text)).toBe(false);
  expect(readPublicKeys('nothing')).toEqual([]);
});
