import { sides, type AnyCaseType, type CaseFacts, type ConsentState, type Requirement } from '@maplebridge/contract';

type Read = Requirement['reads'][number];
const declaredAs: Readonly<Record<string, Read>> = { details: 'details', parties: 'parties', hasHandler: 'handler', hasPlace: 'place' };

/**
 * A requirement may read only what it declares, because only that is held still while a move is decided. Seen by asking it about a few
 * made-up cases: what it touches there without having declared it is certain; what it touches only in others stays unseen.
 */
export function requirementMistakes(type: AnyCaseType): readonly string[] {
  const requirements = Object.entries(type.requirements as Record<string, Requirement>);
  return requirements.flatMap(([name, requirement]) => {
    const undeclared = [...readsSeen(requirement, String(type.initial))].filter((read) => !requirement.reads.includes(read));
    return undeclared.map(
      (read) => `requirement "${name}" reads ${read} without declaring it; it declares ${requirement.reads.join(', ') || 'nothing'}.`,
    );
  });
}

function readsSeen(requirement: Requirement, state: string): ReadonlySet<Read> {
  const seen = new Set<Read>();
  for (const facts of samples(state)) {
    const watched = new Proxy(facts, {
      get: (target, key) => {
        const read = typeof key === 'string' && Object.hasOwn(declaredAs, key) ? declaredAs[key] : undefined;
        if (read) seen.add(read);
        return Reflect.get(target, key) as unknown;
      },
    });
    try {
      requirement.holds(watched);
    } catch {
      // A made-up case may be one that cannot be; only what was read before counts here.
    }
  }
  return seen;
}

function samples(state: string): readonly CaseFacts[] {
  const at = new Date(0);
  const parties = (consent: ConsentState): CaseFacts['parties'] => sides.map((side) => ({ side, capacity: 'self', consent }));
  return [[], parties('given'), parties('refused')].flatMap((some) =>
    [true, false].map((has) => ({
      state,
      details: {},
      parties: some,
      hasHandler: has,
      hasPlace: has,
      openedAt: at,
      enteredAt: at,
      now: at,
    })),
  );
}
