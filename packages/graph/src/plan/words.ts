import { type JurisdictionRecord, type Label, type PlanValue, type Side } from '@maplebridge/contract';
import { entryLabels } from '../labels';
import type { AskedField } from './fieldPlan';
import { choose, code, constant, said, wordsBy } from './values';

/** By case type, then by the attribute: what is said of the codes of each type; elsewhere the code itself. */
function wordsOfTypes(attribute: string, labelsOf: (type: string) => Readonly<Record<string, Label>>, asked: AskedField): PlanValue {
  const types = [...asked.words.types.keys()];
  const cases = Object.fromEntries(types.map((type) => [type, wordsBy(attribute, labelsOf(type), asked)]));
  return choose(asked.named('type'), cases, wordsBy(attribute, labelsOf(''), asked));
}

const labelsIn = (specs: Readonly<Record<string, { readonly label: Label }>> = {}): Readonly<Record<string, Label>> =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.label]));

/** `CaseStatus.label`. */
export const stateWords = (asked: AskedField): PlanValue =>
  wordsOfTypes('code', (type) => labelsIn(asked.words.types.get(type)?.states), asked);

/** `Change.label`: a move of a loaded type before a word of the platform's own, and that before a move of a type that is dormant. */
export function entryWords(asked: AskedField): PlanValue {
  const dormant = new Set(asked.words.jurisdictions.filter(({ isDormant }) => isDormant).map(({ typeName }) => typeName));
  const labelsOf = (type: string): Readonly<Record<string, Label>> => {
    const moves = labelsIn(asked.words.types.get(type)?.moves);
    return dormant.has(type) ? { ...moves, ...entryLabels } : { ...entryLabels, ...moves };
  };
  const ofEntries: AskedField = { ...asked, named: (name) => (name === 'type' ? 'caseType' : asked.named(name)) };
  return wordsOfTypes('entry', labelsOf, { ...ofEntries, named: (name) => (name === 'entry' ? 'type' : ofEntries.named(name)) });
}

/** `Actor.label`. */
export const actorWords =
  (sides: Readonly<Record<Side, Label>>, others: Readonly<Record<string, Label>>) =>
  (asked: AskedField): PlanValue => {
    const roles = wordsBy('role', asked.words.roles, asked);
    const kinds = { side: wordsBy('role', sides, asked), post: roles, assignment: roles };
    const rest = Object.fromEntries(Object.entries(others).map(([kind, words]) => [kind, said(words, asked)]));
    return choose(asked.named('kind'), { ...kinds, ...rest }, code(asked.named('role')));
  };

/** `Actor.post`: null where it was no post. */
export const postCode = (asked: AskedField): PlanValue => choose(asked.named('kind'), { post: code(asked.named('role')) }, constant(null));

/** A field of `Jurisdiction`, of which everything is known before anything is read. */
export const ofJurisdiction =
  (pick: (one: JurisdictionRecord, asked: AskedField) => string | boolean) =>
  (asked: AskedField): PlanValue => {
    const { jurisdiction } = asked.scope;
    if (!jurisdiction) throw new Error('A field of a jurisdiction is planned where there is none.');
    return constant(pick(jurisdiction, asked));
  };
