import { withoutChance } from '@maplebridge/testkit';

const id = '019cac0f-2680-7fae-8139-2dde22731525';
const other = '019cac0f-2680-769f-a445-23663ae9721b';

test('ids, numbers, cursors and instants are replaced in the order in which they appear, and the same one alike', () => {
  expect(withoutChance(`{"id":"${id}","at":"2026-03-02T01:00:00.123Z","again":"${id}","next":"${other}"}`)).toBe(
    '{"id":"‹id 1:36›","at":"‹instant 2:›","again":"‹id 1:36›","next":"‹id 3:36›"}',
  );
  expect(withoutChance(`["${id}","${other}"]`)).toBe(withoutChance(`["${other}","${id}"]`));
});

test('another order, another length of a cursor and another number are not chance', () => {
  expect(withoutChance(`["${id}","${other}","${id}"]`)).not.toBe(withoutChance(`["${id}","${other}","${other}"]`));
  expect(withoutChance('A'.repeat(40))).not.toBe(withoutChance('A'.repeat(41)));
  expect(withoutChance('{"totalCount":1}')).not.toBe(withoutChance('{"totalCount":2}'));
});
