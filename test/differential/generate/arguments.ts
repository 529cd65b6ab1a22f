import { randomUUID } from 'node:crypto';
import { isEnumType, isInputObjectType, type GraphQLField } from 'graphql';
import { dormantType } from '../disturb';
import type { CaseRow } from '../rows';
import { globalId } from '../words';
import { fresh, given, literal, Word, Written, type Draft } from './draft';

type Field = GraphQLField<unknown, unknown>;

/** A call as it is written: nothing, or arguments in brackets. */
const call = (parts: readonly string[]): string => (parts.length === 0 ? '' : `(${parts.join(', ')})`);

const sizes = [1, 1, 2, 3, 5, 8, 20];
const badSizes = [0, -1, 101, 1000];

/** A window; now and then one that has to be refused. `cursor` is one of this very list. */
export function windowParts(draft: Draft, cursor: string | null = null): readonly string[] {
  const { random } = draft;
  const part = (name: string, type: string, value: unknown): string => `${name}: ${given(draft, type, value)}`;
  const size = random.chance(cursor === null ? 0.08 : 0.02) ? random.pick(badSizes) : random.pick(sizes);
  const isBackward = random.chance(0.35);
  const both = random.chance(0.02) ? [part(isBackward ? 'first' : 'last', 'Int', 2)] : [];
  const other = draft.pool.any();
  const place = cursor ?? (random.chance(0.03) ? (other.length && random.chance(0.7) ? random.pick(other).cursor : 'no cursor') : null);
  const from = place === null ? [] : [part(isBackward ? 'before' : 'after', 'String', place)];
  return [part(isBackward ? 'last' : 'first', 'Int', size), ...both, ...from];
}

function languagePart(draft: Draft): readonly string[] {
  const { random } = draft;
  return random.chance(0.45) ? [`lang: ${given(draft, 'Language', random.pick(['en', 'zh-CN', 'zh-Hant', 'de']))}`] : [];
}

/** Arguments of a field below the root. */
export function argumentsOf(draft: Draft, { name, args }: Field): string {
  if (args.length === 0) return '';
  if (args.some((one) => one.name === 'lang')) return call(languagePart(draft));
  if (name === 'holders') return draft.random.chance(0.5) ? call([`first: ${given(draft, 'Int', draft.random.pick([1, 5, 0]))}`]) : '';
  return draft.random.chance(0.85) ? call(windowParts(draft)) : '';
}

/** An id of the kind: mostly of something there, else absent, of another kind, or no id at all. */
export function idFor(draft: Draft, kind: 'case' | 'unit' | 'place'): string {
  const { random, rows } = draft;
  if (kind === 'case' && random.chance(0.8)) return globalId('case', random.pick(likelyCases(draft)).id);
  const known: readonly { readonly id: string }[] = { case: rows.cases, unit: rows.units, place: rows.places }[kind];
  return random.weighed<() => string>([
    [kind === 'case' ? 5 : 30, () => globalId(kind, random.pick(known).id)],
    [1, () => globalId(kind, randomUUID())],
    [1, () => globalId('person', random.pick(rows.persons).id)],
    [1, () => random.pick(['', 'x', 'Y2FzZTo', `${globalId(kind, random.pick(known).id)}=`, '案件'])],
  ])();
}

/** Cases at which rights differ: those that are seen, those in which the viewer is a party, those whose type is not loaded. */
function likelyCases({ random, rows, seen, asParty }: Draft): readonly CaseRow[] {
  const groups = [seen, asParty, asParty, rows.cases.filter(({ type }) => type === dormantType)].filter(({ length }) => length > 0);
  return random.pick(groups.length > 1 ? groups : [rows.cases]);
}

const instants = ['2026-03-02T09:00:00+08:00', '2026-03-03T00:00:00Z', '2026-03-04T12:34:56.789Z', '2026-03-20T10:30:00.123+08:00'];

const conditions: Readonly<Record<string, (draft: Draft) => unknown>> = {
  unit: (draft) => idFor(draft, 'unit'),
  place: (draft) => idFor(draft, 'place'),
  includeDescendants: ({ random }) => random.chance(0.5),
  handlerIsMe: ({ random }) => random.chance(0.5),
  isUnsigned: ({ random }) => random.chance(0.5),
  isOverdue: ({ random }) => random.chance(0.4),
  dueBefore: ({ random }) => random.pick(instants),
  openedFrom: ({ random }) => random.pick(instants.slice(0, 2)),
  openedUntil: ({ random }) => random.pick(instants.slice(1)),
  phases: ({ random }) =>
    [new Word('INTAKE'), new Word('HANDLING'), new Word('MEDIATION'), new Word('CLOSED')].filter(() => random.chance(0.6)),
  jurisdictions: ({ random }) => ['medical-disputes', 'community-disputes', 'heating-complaints', 'none'].filter(() => random.chance(0.6)),
};

/** The arguments of a list of cases without its window. */
export function listParts(draft: Draft, { args }: Field): readonly string[] {
  const filter = args.find(({ name }) => name === 'filter');
  if (!filter) return [];
  const { random } = draft;
  const orders = ['DUE_FIRST', 'OPENED_LATEST', 'CHANGED_LATEST'];
  const order = random.chance(0.75) ? [`orderBy: ${given(draft, 'CaseOrder', new Word(random.pick(orders)))}`] : [];
  return [...(random.chance(0.65) ? [`filter: ${filterText(draft, String(filter.type))}`] : []), ...order];
}

function filterText(draft: Draft, type: string): string {
  const { random, schema } = draft;
  const input = schema.getType(type);
  if (!isInputObjectType(input)) throw new Error(`${type} is no input.`);
  const chosen = Object.values(input.getFields()).filter(() => random.chance(0.17));
  const values = chosen.map(
    (field) => [field, field.name === 'states' ? states(draft, String(field.type)) : conditions[field.name]?.(draft)] as const,
  );
  const isApart = random.chance(0.75);
  const fields = values.map(([{ name, type: own }, value]) => [name, isApart ? new Written(given(draft, String(own), value)) : value]);
  return isApart ? literal(Object.fromEntries(fields)) : given(draft, type, Object.fromEntries(fields));
}

function states({ schema, random }: Draft, type: string): readonly Word[] {
  const states = schema.getType(type.replace(/[[\]!]/g, ''));
  if (!isEnumType(states)) throw new Error(`${type} is no enum.`);
  return states
    .getValues()
    .filter(() => random.chance(0.4))
    .map(({ name }) => new Word(name));
}

/** `@include` and `@skip`, by a literal or a variable. */
export function directive(draft: Draft, share: number): string {
  const { random } = draft;
  if (!random.chance(share)) return '';
  const name = random.pick(['include', 'skip']);
  const isThere = random.chance(0.65);
  const value = name === 'include' ? isThere : !isThere;
  return ` @${name}(if: ${given(draft, 'Boolean!', value)})`;
}

/** Names of seventy characters that only differ at their end. */
export function alias(draft: Draft): string {
  const { random } = draft;
  return random.chance(0.06) ? fresh(draft, 'x'.repeat(66)).padEnd(70, '_') : fresh(draft, 'a');
}
