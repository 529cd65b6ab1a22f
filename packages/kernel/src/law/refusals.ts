import { Refusal, type AnyCaseType, type Label, type MoveSpec, type RoleSpec, type Side, type StateSpec } from '@maplebridge/contract';
import type { MissingNeed } from './needs';
import { isNamed } from './named';

const sideLabels: Readonly<Record<Side, Label>> = {
  applicant: { 'zh-CN': '申请人', en: 'the applicant' },
  respondent: { 'zh-CN': '被申请人', en: 'the respondent' },
  third: { 'zh-CN': '第三人', en: 'the third party' },
};

export function unknownMove(type: AnyCaseType, move: string): Refusal {
  const asked = shown(move);
  const moves = Object.keys(type.moves).join(', ');
  return new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': `“${type.label['zh-CN']}”没有“${asked}”这一步；可用的有：${moves}。`,
      en: `A ${type.name} has no move "${asked}"; it has ${moves}.`,
    },
    { field: 'move' },
  );
}

/** A move that is not open now, and why. */
export interface ClosedMove {
  readonly spec: MoveSpec;
  readonly why: Label;
}

/** The reason, and the moves that are open to this viewer instead. */
export function closedMove(type: AnyCaseType, { spec, why }: ClosedMove, open: readonly string[]): Refusal {
  const moves: Readonly<Record<string, MoveSpec>> = type.moves;
  const offered = listed(open.map((one) => moves[one]?.label ?? { 'zh-CN': one, en: one }));
  return new Refusal(
    'MOVE_NOT_OPEN',
    {
      'zh-CN': `${why['zh-CN']}${open.length > 0 ? `现在您可以：${offered['zh-CN']}。` : '现在没有您可以办理的步骤。'}`,
      en: `${why.en} ${open.length > 0 ? `Open to you now: ${offered.en}.` : 'No move is open to you now.'}`,
    },
    { openMoves: open, ...sourceOf(spec) },
  );
}

export function wrongState(type: AnyCaseType, state: string, spec: MoveSpec): Label {
  const states: Readonly<Record<string, StateSpec>> = type.states;
  const labelOf = (name: string): Label => states[name]?.label ?? { 'zh-CN': name, en: name };
  const from = listed([spec.from].flat().map(labelOf));
  return {
    'zh-CN': `案件处于“${labelOf(state)['zh-CN']}”，不能“${spec.label['zh-CN']}”；须处于：${from['zh-CN']}。`,
    en: `A case that is "${labelOf(state).en}" cannot "${spec.label.en}"; it can from: ${from.en}.`,
  };
}

/** Says that another route is open, and not where: the other case may be out of this viewer's sight. */
export const excludedRoute = (type: AnyCaseType, spec: MoveSpec): Label => ({
  'zh-CN': `同一纠纷已进入与“${spec.label['zh-CN']}”互斥的途径，须先终结该途径。`,
  en: `"${spec.label.en}" is not open: the same matter is on a route that excludes this one for a ${type.name}; that route has to end first.`,
});

export function notAllowed(type: AnyCaseType, spec: MoveSpec): Refusal {
  const who = listed([
    ...(spec.by.post ?? []).map((role) => roleLabel(type.posts, role)),
    ...(spec.by.assignment ?? []).map((role) => roleLabel(type.assignments, role)),
    ...(spec.by.side ?? []).map((side) => sideLabels[side]),
  ]);
  return new Refusal(
    'FORBIDDEN',
    {
      'zh-CN': `您不能办理“${spec.label['zh-CN']}”；可以办理的有：${who['zh-CN']}。`,
      en: `"${spec.label.en}" is not yours to make; it may be made by: ${who.en}.`,
    },
    sourceOf(spec),
  );
}

export function needsMissing(spec: MoveSpec, missing: readonly MissingNeed[]): Refusal {
  const isConsentAlone = missing.every(({ code }) => code === 'CONSENT_REQUIRED');
  const what = listed(missing.map(({ label }) => label));
  return new Refusal(
    isConsentAlone ? 'CONSENT_REQUIRED' : 'NEEDS_MISSING',
    {
      'zh-CN': `办理“${spec.label['zh-CN']}”前还缺：${what['zh-CN']}。`,
      en: `Before "${spec.label.en}" this is still missing: ${what.en}.`,
    },
    { needs: missing.map(({ name }) => name), ...sourceOf(spec) },
  );
}

const roleLabel = (roles: Readonly<Record<string, RoleSpec>>, role: string): Label =>
  (isNamed(roles, role) ? roles[role]?.label : undefined) ?? { 'zh-CN': role, en: role };
const listed = (labels: readonly Label[]): Label => ({
  'zh-CN': labels.map((one) => one['zh-CN']).join('、'),
  en: labels.map((one) => one.en).join(', '),
});
const sourceOf = (spec: MoveSpec) => (spec.source ? { source: spec.source } : {});
/** What a client sent, short enough to be said back. */
const shown = (text: string): string => [...text.slice(0, 80)].slice(0, 40).join('');
