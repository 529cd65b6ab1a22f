import {
  type Refusal,
  type Actor,
  type Actors,
  type AnyCaseType,
  type CaseFacts,
  type MoveOption,
  type MoveSpec,
  type Standing,
  type StateSpec,
} from '@maplebridge/contract';
import { missingNeeds } from './needs';
import { isNamed } from './named';
import { closedMove, excludedRoute, needsMissing, notAllowed, unknownMove, wrongState, type ClosedMove } from './refusals';

/** A case as one viewer stands to it at one instant. */
export interface Subject {
  readonly type: AnyCaseType;
  readonly facts: CaseFacts<Record<string, unknown>>;
  readonly standing: Standing;
  /** Legal routes that cases linked to this one are on. */
  readonly routesElsewhere?: readonly string[];
}

/** A move that may be made, and the right by which this viewer makes it. */
export interface Decision {
  readonly spec: MoveSpec;
  readonly actor: ActingRight;
}

export interface ActingRight {
  readonly kind: Actor['kind'];
  readonly role: string;
  readonly unitId: string | null;
}

/**
 * May this viewer make this move now? Asked in this order: is there such a move, does it leave the present state, is it theirs, is no
 * exclusive route open elsewhere, is all known that it needs. The first no is thrown as a Refusal.
 */
export function decide(subject: Subject, move: string): Decision {
  const answer = judge(subject, move);
  if (typeof answer === 'function') throw answer();
  if ('why' in answer) throw closedMove(subject.type, answer, openMoves(subject));
  return answer;
}

/** Every move of the lifecycle in order of declaration: open to this viewer, or why not. Reasons are put into words when looked at. */
export function moveOptions(subject: Subject): readonly MoveOption[] {
  const answers = Object.entries(movesOf(subject.type)).map(([code, spec]) => ({ code, spec, answer: judge(subject, code) }));
  const open = answers.filter(({ answer }) => isDecision(answer)).map(({ code }) => code);
  return answers.map(({ code, spec, answer }) => ({
    code,
    label: spec.label,
    isOpen: isDecision(answer),
    needs: spec.needs ?? [],
    get refusal() {
      return isDecision(answer) ? null : spoken(typeof answer === 'function' ? answer() : closedMove(subject.type, answer, open));
    },
  }));
}

const spoken = ({ code, text, details }: Refusal): MoveOption['refusal'] => ({ code, text, details });

type Answer = Decision | (() => Refusal) | ClosedMove;

const movesOf = (type: AnyCaseType): Readonly<Record<string, MoveSpec>> => type.moves;
const isDecision = (answer: Answer): answer is Decision => typeof answer !== 'function' && 'actor' in answer;
const openMoves = (subject: Subject): readonly string[] =>
  Object.keys(movesOf(subject.type)).filter((move) => isDecision(judge(subject, move)));

function judge(subject: Subject, move: string): Answer {
  const { type, facts, standing } = subject;
  const spec = isNamed(type.moves, move) ? movesOf(type)[move] : undefined;
  if (!spec) return () => unknownMove(type, move);
  if (![spec.from].flat().includes(facts.state)) return { spec, why: wrongState(type, facts.state, spec) };
  const actor = mayAct(spec.by, standing);
  if (!actor) return () => notAllowed(type, spec);
  if (isExcluded(subject, spec)) return { spec, why: excludedRoute(type, spec) };
  const missing = missingNeeds(type, facts, spec.needs ?? []);
  return missing.length > 0 ? () => needsMissing(spec, missing) : { spec, actor };
}

/** A post before an assignment before a side: the office answers for what a person could also do for themselves. */
export function mayAct(by: Actors<string, string>, standing: Standing): ActingRight | null {
  const post = standing.posts.find(({ role }) => by.post?.includes(role));
  if (post) return { kind: 'post', role: post.role, unitId: post.unitId };
  const assignment = standing.assignments.find((relation) => by.assignment?.includes(relation));
  if (assignment) return { kind: 'assignment', role: assignment, unitId: null };
  const side = by.side?.find((one) => standing.sides.includes(one));
  return side ? { kind: 'side', role: side, unitId: null } : null;
}

/** Would the move enter a route that excludes one which a linked case is on? Staying on a route enters nothing. */
function isExcluded({ type, facts, routesElsewhere = [] }: Subject, { to }: MoveSpec): boolean {
  const states: Readonly<Record<string, StateSpec>> = type.states;
  const route = to === undefined ? undefined : states[to]?.route;
  if (route === undefined || route === states[facts.state]?.route) return false;
  const exclusive = type.exclusiveRoutes.filter((group) => group.includes(route)).flat();
  return routesElsewhere.some((other) => other !== route && exclusive.includes(other));
}
