import { days, definePolicy, type AnyCaseType } from '@maplebridge/contract';
import { lifecycleMistakes } from './soundness';
import { clocks, rule, signForKey, withClock, withMove, without } from './testing';

const loudness = definePolicy({ ...signForKey, name: 'example.loudness', unit: 'decibels' });

test.each<[string, AnyCaseType, string]>([
  [
    'an extension of a fixed clock',
    withMove('settle', { effects: [{ do: 'agreeExtension', clock: 'answer' }] }),
    'agrees to extend the clock "answer", which has no "extendBy".',
  ],
  [
    'an extension that nobody can voice',
    without('agreeLonger'),
    'clock "limit" is extended when side "applicant" agrees, but no move with the effect agreeExtension is open to side "applicant".',
  ],
  [
    'a clock from an unknown move',
    withClock('answer', { from: ['open', 'fly'] }),
    'clock "answer" starts with "fly", which is no move; moves are signFor',
  ],
  ['a clock until an unknown move', withClock('answer', { until: ['fly'] }), 'clock "answer" ends with "fly", which is no move'],
  ['a clock paused nowhere', withClock('limit', { pausedIn: ['limbo'] }), 'clock "limit" is paused in "limbo", which is no state'],
  [
    'a clock of no time',
    withClock('limit', { length: days(0) }),
    'clock "limit" has a length of 0 days; a length is a whole number of minutes',
  ],
  [
    'a clock by loudness',
    withClock('answer', { length: { policy: loudness }, source: undefined }),
    'clock "answer" runs by policy "example.loudness", which is counted in decibels and not in time',
  ],
  [
    'a statutory clock without its law',
    withClock('answer', { source: undefined }),
    'clock "answer" has a fixed length without a source: name the law, or make it a policy.',
  ],
  ['a clock called like a due time', withClock('due:reported', clocks['answer'] ?? {}), 'has a colon in its name'],
  [
    'an extension by nobody',
    withClock('answer', { extendBy: { agreed: {}, by: days(1), source: rule() } }),
    'may be extended, but nobody is named who has to agree.',
  ],
])('%s is refused', (_what, type, words) => {
  expect(lifecycleMistakes(type).join('\n')).toContain(words);
});
