import { choice, defineCaseType, field, integer, label, text, type AnyCaseType } from '@maplebridge/contract';
import { caseResolver } from './index';
import { jurisdiction, noise, noiseComplaint } from './testing/jurisdictions';
import { mistakesOf } from './testing/mistakesOf';

class Impossible {
  @field(integer(0, 3_000_000_000, label('元', 'CNY')), { class: 'public', label: label('额', 'Sum'), description: 'd' }) sum?: number;
  @field(choice('Floor', { '1st': label('一', 'First') }), { class: 'public', label: label('层', 'Floor'), description: 'd' })
  floor?: string;
}
class Clashing {
  @field(text(9), { class: 'public', label: label('说明', 'Note'), description: 'd' }) note?: string;
}

test('what a case type says and no schema can hold is refused', () => {
  const L = label('试', 'Trial');
  const trial: AnyCaseType = defineCaseType({
    name: 'trial',
    label: L,
    description: 'd',
    details: Impossible,
    initial: 'on',
    posts: { judge: { label: L } },
    sees: {},
    openedBy: [],
    states: { on: { phase: 'intake', label: L }, 'at-rest': { phase: 'closed', outcome: 'resolved', label: L } },
    moves: { end: { from: 'on', to: 'at-rest', by: { post: ['judge'] }, takes: Clashing, label: L } },
  });
  expect(mistakesOf(jurisdiction('trials', { caseTypes: [trial], resolvers: [] }))).toEqual([
    'state "at-rest" of "trial" is no GraphQL enum value: letters, digits and _, not starting with a digit.',
    'detail "sum" of "trial" ranges from 0 to 3000000000; a GraphQL Int holds -2147483648 to 2147483647. Choose a larger unit, e.g. thousands.',
    'detail "floor" of "trial" offers "1st", which is no GraphQL enum value.',
    'input "note" of move "end" of "trial" has the name of an argument that every move has; rename it.',
  ]);
});

test('one case type in two jurisdictions is named once, whatever follows from it', () => {
  const copy = { ...noiseComplaint };
  const mistakes = mistakesOf(noise, jurisdiction('echo', { caseTypes: [copy], resolvers: [caseResolver(copy)] }));
  expect(mistakes).toEqual(['case type "noise-complaint": declared by "echo" and by "noise"; rename one of them.']);
});
