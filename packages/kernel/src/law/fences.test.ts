import {
  choice,
  contractVersion,
  defineCaseType,
  defineJurisdiction,
  definePolicy,
  field,
  integer,
  text,
  type AnyCaseType,
  type FieldNotes,
  type FieldType,
  type Jurisdiction,
} from '@maplebridge/contract';
import { jurisdictionMistakes } from './fences';
import { fieldWarnings } from './fieldWarnings';
import { said, signForKey, stallDispute } from './testing';

const stalls = defineJurisdiction({
  name: 'stalls',
  version: '1.0.0',
  label: said('stalls'),
  contract: '^1.0.0',
  caseTypes: [stallDispute],
  resolvers: [],
  policies: [signForKey],
});
/** The other plugin has a case type and a choice of its own, so that alone it is sound. */
const noiseType = (change: object = {}): AnyCaseType => ({ ...stallDispute, name: 'noise-dispute', ...change }) as AnyCaseType;
const noise = (change: Partial<Jurisdiction> = {}): Jurisdiction =>
  defineJurisdiction({ ...stalls, name: 'noise', caseTypes: [noiseType()], ...change });
const notes: FieldNotes = { class: 'public', label: said('f'), description: 'f' };
/** Decorates by hand what a JavaScript plugin may have written. */
function classWith(name: string, type: FieldType, change: object = {}) {
  class Details {}
  field(type, { ...notes, ...change })(Details.prototype, name);
  return Details;
}
const typeOf = (details: new () => object, name = 'noise-dispute'): AnyCaseType =>
  defineCaseType({
    name,
    label: said('n'),
    description: 'd',
    details,
    initial: 'open',
    openedBy: [],
    sees: { side: { applicant: 'case' } },
    states: { open: { phase: 'intake', label: said('open') }, done: { phase: 'closed', outcome: 'resolved', label: said('done') } },
    moves: { end: { from: 'open', to: 'done', by: { side: ['applicant'] }, label: said('end') } },
  });

test('plugins that agree start without a word', () => {
  expect(jurisdictionMistakes([stalls, noise()])).toEqual([]);
  expect(jurisdictionMistakes([noise({ caseTypes: [typeOf(class {})] })])).toEqual([]);
});

test.each<[string, Jurisdiction, string]>([
  [
    'another contract',
    noise({ contract: '^2.0.0' }),
    `"noise": it was written for contract ^2.0.0, and this platform has contract ${contractVersion}.`,
  ],
  ['a contract range that is none', noise({ contract: 'latest' }), '"noise": its contract range "latest" is no semver range'],
  ['a version that is none', noise({ version: 'one' }), '"noise": its version "one" is no semver version.'],
  ['an equal name', noise({ name: 'stalls' }), 'the jurisdiction name "stalls" is claimed by "stalls" twice; rename one.'],
  [
    'an equal case type',
    noise({ caseTypes: [stallDispute] }),
    'the case type "stall-dispute" is claimed by "stalls" and "noise"; rename one.',
  ],
  [
    'an equal GraphQL type',
    noise({ caseTypes: [noiseType({ name: 'stall-dispute1' }), noiseType({ name: 'stall-dispute-1' })] }),
    'the GraphQL type "StallDispute1" is claimed by "noise" (case type "stall-dispute1") and "noise" (case type "stall-dispute-1")',
  ],
  [
    'a policy with another default',
    noise({ policies: [definePolicy({ ...signForKey, default: 5 })] }),
    'the policy "example.signFor" is claimed by "stalls" and "noise", with different meanings; rename one.',
  ],
  [
    'an equal relation',
    noise({
      relations: [
        { name: 'near', label: said('near') },
        { name: 'near', label: said('near') },
      ],
    }),
    'the relation "near" is claimed by "noise" twice; rename one.',
  ],
  [
    'an equal consumer',
    noise({ consumers: [0, 1].map(() => ({ name: 'counts', consume: () => Promise.resolve() })) }),
    'the consumer "counts" is claimed by "noise" twice; rename one.',
  ],
  [
    'a choice with other options',
    noise({ caseTypes: [typeOf(classWith('goods', choice('Goods', { fish: said('fish') })))] }),
    'the choice "Goods" is claimed by "stalls" (case type "stall-dispute", field "goods") and "noise" (case type "noise-dispute", field "goods"), with different meanings',
  ],
  [
    'a collision of capabilities',
    noise({ caseTypes: [noiseType({ collisions: ['states.reported: declared by "duty" and by "other"'] })] }),
    '"noise": case type "noise-dispute": states.reported: declared by "duty" and by "other"; rename one.',
  ],
  [
    'an unsound lifecycle',
    noise({ caseTypes: [noiseType({ initial: 'limbo' })] }),
    '"noise": case type "noise-dispute": the initial state "limbo" is not declared',
  ],
  ['cases that nobody sees', noise({ caseTypes: [noiseType({ sees: {} })] }), 'case type "noise-dispute": nobody sees its cases'],
  [
    'a field without a class',
    noise({ caseTypes: [typeOf(classWith('noise', text(5), { class: undefined }))] }),
    'details: "noise" has no class; classes are public, internal, contact',
  ],
  [
    'a field without a label',
    noise({ caseTypes: [typeOf(classWith('noise', text(5), { label: { en: 'x' } }))] }),
    'details: "noise" has no label in both languages',
  ],
  [
    'a field without a description',
    noise({ caseTypes: [typeOf(classWith('noise', text(5), { description: ' ' }))] }),
    'details: "noise" has no description.',
  ],
  [
    'a property without a decorator',
    noise({
      caseTypes: [
        typeOf(
          class {
            secret = 'x';
          },
        ),
      ],
    }),
    'details: "secret" has no class, label and description; decorate it with @field.',
  ],
  [
    'a move that takes nothing',
    noise({ caseTypes: [noiseType({ moves: { ...stallDispute.moves, settle: { ...stallDispute.moves.settle, takes: class {} } } })] }),
    'move "settle" takes a class without any decorated field.',
  ],
  [
    'a policy that nobody declares',
    noise({ policies: [] }),
    'case type "noise-dispute": a clock runs by the policy "example.signFor", which no "policies" of the plugin or its capabilities declare.',
  ],
  ['a job', noise({ jobs: [{ name: 'sweep' }] }), '"noise": jobs "sweep": this way in is not carried yet.'],
  ['a route of its own', noise({ httpRoutes: [{ path: '/noise' }] }), '"noise": httpRoutes "/noise": this way in is not carried yet.'],
  ['a sub-command', noise({ subCommands: [{ name: 'loud' }] }), 'subCommands "loud": this way in is not carried yet.'],
  ['a message', noise({ messages: [{ name: 'hush' }] }), 'messages "hush": this way in is not carried yet.'],
  ['a name in capitals', noise({ name: 'Noise' }), '"Noise" is no kebab-case name'],
  ['a reserved name', noise({ name: 'core' }), 'the name "core" is reserved; choose another.'],
  ['the name of a role of ours', noise({ name: 'auditor' }), 'the name "auditor" is reserved'],
  ['a name of PostgreSQL', noise({ name: 'pg-noise' }), 'the name "pg-noise" is reserved'],
  ['a name too long for a role', noise({ name: 'n'.repeat(51) }), 'is longer than 50 characters.'],
])('%s is refused', (_what, other, words) => {
  expect(jurisdictionMistakes([stalls, other]).join('\n')).toContain(words);
});

test('all mistakes of all plugins come at once, each with its plugin', () => {
  const mistakes = jurisdictionMistakes([
    noise({ contract: '^9', jobs: [{ name: 'a' }] }),
    defineJurisdiction({ ...stalls, contract: '^8' }),
    noise(),
  ]);
  expect(mistakes.filter((one) => one.startsWith('"noise"'))).toHaveLength(2);
  expect(mistakes.some((one) => one.startsWith('"stalls": it was written for contract ^8'))).toBe(true);
  expect(mistakes).toContain('the schema and role "noise" is claimed by jurisdiction "noise" twice; rename one.');
});

test('a field with two types in two case types is warned of with the alias to use', () => {
  const yen = noise({ caseTypes: [typeOf(classWith('stall', integer(0, 9, said('CNY'))))] });
  expect(fieldWarnings([stalls, yen])).toEqual([
    'Field "stall" is of type text in "stall-dispute" and of type integer in "noise-dispute": a query over both writes "noiseDisputeStall: stall".',
  ]);
  expect(fieldWarnings([stalls, noise()])).toEqual([]);
  expect(fieldWarnings([stalls, noise({ caseTypes: [typeOf(classWith('stall', text(99), { class: 'health' }))] })])[0]).toContain(
    'a personal value in "noise-dispute"',
  );
});
