import { fieldsOf, sides, type AnyCaseType, type FieldType, type MoveSpec, type StateSpec } from '@maplebridge/contract';
import { isNamed } from './named';

/** Types of ledger entries that are no moves, and the word that clocks use for the opening. */
const reservedMoves: readonly string[] = [
  'open',
  'opened',
  'amended',
  'partyAdded',
  'partyIdentified',
  'excluded',
  'exclusionLifted',
  'partyLinked',
  'partyLinkRevoked',
  'emergencyOpened',
  'emergencyReviewed',
  'valuesErased',
  'processingConsentGiven',
  'processingConsentWithdrawn',
];

export function moveMistakes(type: AnyCaseType): readonly string[] {
  const moves = Object.entries(type.moves as Record<string, MoveSpec>);
  return moves.flatMap(([code, spec]) =>
    [
      ...(reservedMoves.includes(code) ? ['bears a reserved name; others are free'] : []),
      ...stateMistakes(type, spec),
      ...actorMistakes(type, spec),
      ...needMistakes(type, spec),
      ...refusalMistakes(type, spec),
      ...effectMistakes(type, spec),
    ].map((mistake) => `move "${code}" ${mistake}.`),
  );
}

function stateMistakes(type: AnyCaseType, { from, to }: MoveSpec): readonly string[] {
  const states = Object.keys(type.states).join(', ');
  const unknown = [
    ...[from].flat().map((name) => ({ name, way: 'leaves' })),
    ...(to === undefined ? [] : [{ name: to, way: 'leads to' }]),
  ].filter(({ name }) => !isNamed(type.states, name));
  const nowhere = [from].flat().length === 0 ? ['leaves no state: nobody could ever make it'] : [];
  return [...nowhere, ...unknown.map(({ name, way }) => `${way} "${name}", which is no state; states are ${states}`)];
}

function actorMistakes(type: AnyCaseType, { by }: MoveSpec): readonly string[] {
  const { side = [], post = [], assignment = [] } = by;
  if (side.length + post.length + assignment.length === 0) return ['may be made by nobody: name a side, a post or an assignment in "by"'];
  return [
    ...side.filter((name) => !sides.includes(name)).map((name) => `is by side "${name}"; sides are ${sides.join(', ')}`),
    ...post
      .filter((name) => !isNamed(type.posts, name))
      .map((name) => `is by post "${name}", which is not declared; posts are ${Object.keys(type.posts).join(', ')}`),
    ...assignment
      .filter((name) => !isNamed(type.assignments, name))
      .map((name) => `is by assignment "${name}", which is not declared; assignments are ${Object.keys(type.assignments).join(', ')}`),
  ];
}

function needMistakes(type: AnyCaseType, { needs = [] }: MoveSpec): readonly string[] {
  const isField = (name: string): boolean => type.fields.some((field) => field.name === name);
  return needs.flatMap((name) => {
    const isRequirement = isNamed(type.requirements, name);
    if (isRequirement && isField(name)) return [`needs "${name}", which is a requirement and a detail at once: rename one`];
    return isRequirement || isField(name) ? [] : [`needs "${name}", which nobody provides: it is neither a detail nor a requirement`];
  });
}

/** An explicit refusal ends the mediation (People's Mediation Law arts 17, 23): staying in it, or on its route, is no end. */
function refusalMistakes(type: AnyCaseType, { from, to, refusalBy }: MoveSpec): readonly string[] {
  if (refusalBy === undefined) return [];
  const states: Readonly<Record<string, StateSpec>> = type.states;
  return [from].flat().flatMap((origin) => {
    const target = to ?? origin;
    const way = to === undefined ? `leaves the case in "${origin}"` : `leads from "${origin}" to "${to}"`;
    if (states[target]?.phase === 'mediation')
      return [`is a refusal but ${way}, which is still mediation: a refusal has to end the attempt`];
    const route = states[origin]?.route;
    return route !== undefined && states[target]?.route === route
      ? [`is a refusal but ${way}, which is still on route "${route}": a refusal has to end the attempt`]
      : [];
  });
}

function effectMistakes(type: AnyCaseType, spec: MoveSpec): readonly string[] {
  const taken = new Map((spec.takes ? fieldsOf(spec.takes) : []).map((field) => [field.name, field]));
  const mustTake = (name: string, kinds: readonly FieldType['kind'][], effect: string): readonly string[] => {
    const field = taken.get(name);
    return field?.required && kinds.includes(field.type.kind)
      ? []
      : [`has the effect ${effect} but takes no required field "${name}" (${kinds.join(' or ')})`];
  };
  const relation = (name: string): readonly string[] =>
    isNamed(type.assignments, name) ? [] : [`gives the assignment "${name}", which is not declared`];
  return (spec.effects ?? []).flatMap((effect): readonly string[] => {
    switch (effect.do) {
      case 'handOver':
        return mustTake('unit', ['unit'], effect.do);
      case 'involveUnit':
        return [...mustTake('unit', ['unit'], effect.do), ...relation(effect.relation)];
      case 'assign':
        return [...mustTake('person', ['person'], effect.do), ...relation(effect.relation)];
      case 'continueElsewhere':
        return [...mustTake('into', ['text', 'choice'], effect.do), ...endMistakes(type, spec)];
      case 'record':
        return recordMistakes(type, effect.fields, taken);
      case 'consent':
        return spec.by.side?.length ? [] : ['records the consent of the side that makes it, but no side may make it'];
      case 'agreeExtension':
        return extensionMistakes(type, effect.clock);
      default:
        return [];
    }
  });
}

const endMistakes = (type: AnyCaseType, { to }: MoveSpec): readonly string[] => {
  const states: Readonly<Record<string, StateSpec>> = type.states;
  return to !== undefined && states[to]?.phase === 'closed' ? [] : ['continues the case elsewhere but does not close it here'];
};

const recordMistakes = (type: AnyCaseType, fields: readonly string[], taken: ReadonlyMap<string, unknown>): readonly string[] =>
  fields.flatMap((name) => [
    ...(type.fields.some((field) => field.name === name) ? [] : [`records "${name}", which is no detail`]),
    ...(taken.has(name) ? [] : [`records "${name}" but does not take it`]),
  ]);

const extensionMistakes = (type: AnyCaseType, clock: string): readonly string[] => {
  if (!isNamed(type.clocks, clock)) return [`agrees to extend the clock "${clock}", which is not declared`];
  return type.clocks[clock]?.extendBy ? [] : [`agrees to extend the clock "${clock}", which has no "extendBy"`];
};
