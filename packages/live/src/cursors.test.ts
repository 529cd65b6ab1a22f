import { randomBytes } from 'node:crypto';
import { openCursors, type Place } from './cursors';

const key = randomBytes(32);
const cursors = openCursors(key, 'epoch one');
const board: Place = { kind: 'all', positions: Array.from({ length: 64 }, (_, shard) => BigInt(shard) ** 9n) };
const ofOneCase: Place = { kind: 'case', shard: 63, position: 2n ** 62n };

test.each([board, ofOneCase])('a cursor opens as it was sealed, and no two are alike', (place) => {
  expect(cursors.open(cursors.seal(place))).toEqual({ ok: true, place });
  expect(cursors.seal(place)).not.toBe(cursors.seal(place));
});

test.each([board, ofOneCase])('a cursor changed in any one letter does not open', (place) => {
  const sealed = cursors.seal(place);
  for (let at = 0; at < sealed.length; at += 1) {
    for (const letter of ['A', 'B', 'g', '_', '!', ' ']) {
      if (sealed[at] === letter) continue;
      expect(cursors.open(sealed.slice(0, at) + letter + sealed.slice(at + 1))).toEqual({ ok: false, reason: 'malformed' });
    }
  }
});

test.each(['', 'x', 'eyJhIjoxfQ', '\u0000', '枫桥', 'A'.repeat(10_000)])('%j is no cursor', (text) => {
  expect(cursors.open(text)).toEqual({ ok: false, reason: 'malformed' });
});

test('cursors of one kind have one length, however far they are', () => {
  const none: Place = { kind: 'all', positions: board.positions.map(() => 0n) };
  expect(cursors.seal(none)).toHaveLength(cursors.seal(board).length);
  expect(cursors.seal({ kind: 'case', shard: 0, position: 0n })).toHaveLength(cursors.seal(ofOneCase).length);
});

test('a cursor from before a restore is told from one that is not ours', () => {
  expect(openCursors(key, 'epoch two').open(cursors.seal(board))).toEqual({ ok: false, reason: 'otherEpoch' });
  expect(openCursors(randomBytes(32), 'epoch one').open(cursors.seal(board))).toEqual({ ok: false, reason: 'malformed' });
});

test('a page cursor opens only for the list that it pages through', () => {
  const sealed = cursors.sealPage(['2026-03-01', 'id'], 'due first');
  expect(cursors.openPage(sealed, 'due first')).toEqual({ ok: true, value: ['2026-03-01', 'id'] });
  expect(cursors.openPage(sealed, 'opened latest')).toEqual({ ok: false });
  expect(cursors.open(sealed)).toEqual({ ok: false, reason: 'malformed' });
  expect(cursors.openPage(cursors.seal(board), 'due first')).toEqual({ ok: false });
});
