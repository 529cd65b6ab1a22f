import { Refusal, type Actor, type ConsentState, type MoveSpec, type Side } from '@maplebridge/contract';

/** What a move changes beside the state: read from its declaration, applied by the desk. */
export interface Outcomes {
  /** Undefined: as it was. Null: nobody handles the case any more. */
  readonly handler?: { readonly personId: string; readonly post: string; readonly unitId: string | null } | null;
  /** The new accountable unit. */
  readonly unitId?: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** `by`: whose word it is; null where it is the office that asks. */
  readonly consents: readonly { readonly sides: readonly Side[]; readonly by: string | null; readonly consent: ConsentState }[];
  readonly involved: readonly { readonly relation: string; readonly personId: string | null; readonly unitId: string | null }[];
  /** Type of the case that this one goes on as. */
  readonly continuesAs?: string;
}

type Applied = { -readonly [Name in keyof Outcomes]: Outcomes[Name] };
type Input = Readonly<Record<string, unknown>>;

/** `taken` has been checked against the class that the move takes. */
export function outcomesOf(spec: MoveSpec, actor: Actor, taken: Input): Outcomes {
  const applied: Applied = { details: {}, consents: [], involved: [] };
  for (const effect of spec.effects ?? []) Object.assign(applied, one(effect, { actor, taken, applied }));
  return applied;
}

interface Given {
  readonly actor: Actor;
  readonly taken: Input;
  readonly applied: Applied;
}

function one(effect: NonNullable<MoveSpec['effects']>[number], { actor, taken, applied }: Given): Partial<Applied> {
  switch (effect.do) {
    case 'takeOn':
      return actor.personId ? { handler: { personId: actor.personId, post: actor.role, unitId: actor.unitId } } : {};
    case 'release':
      return { handler: null };
    case 'handOver':
      return { unitId: named(taken, 'unit'), handler: null };
    case 'involveUnit':
      return { involved: [...applied.involved, { relation: effect.relation, personId: null, unitId: named(taken, 'unit') }] };
    case 'assign':
      return { involved: [...applied.involved, { relation: effect.relation, personId: named(taken, 'person'), unitId: null }] };
    case 'askConsent':
      return { consents: [...applied.consents, { sides: effect.of, by: null, consent: 'asked' }] };
    case 'consent':
      return { consents: [...applied.consents, { sides: sideOf(actor), by: actor.personId, consent: effect.as }] };
    case 'record':
      return { details: { ...applied.details, ...recorded(effect.fields, taken) } };
    case 'agreeExtension':
      return {}; // the entry itself is the voice: clocks count it from the timeline
    case 'continueElsewhere':
      return { continuesAs: named(taken, 'into') };
  }
}

const recorded = (fields: readonly string[], taken: Input): Input =>
  Object.fromEntries(fields.filter((name) => taken[name] !== undefined).map((name) => [name, taken[name]]));

const sideOf = (actor: Actor): readonly Side[] => (actor.kind === 'side' ? [actor.role as Side] : []); // a side's role is its name

function named(taken: Input, field: string): string {
  const value = taken[field];
  if (typeof value === 'string') return value;
  throw new Refusal(
    'NEEDS_MISSING',
    {
      'zh-CN': `缺少 ${field}；请使用该办理事项的专用 mutation 提供。`,
      en: `The move needs "${field}"; send it with the move's own typed mutation.`,
    },
    { needs: [field] },
  );
}
