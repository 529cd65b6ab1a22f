import type { AnyCaseType, CaseFacts, Label, Requirement } from '@maplebridge/contract';
import { isNamed } from './named';

/** One thing that must be known or agreed before a move and is not. */
export interface MissingNeed {
  readonly name: string;
  readonly label: Label;
  readonly code: 'NEEDS_MISSING' | 'CONSENT_REQUIRED';
}

/** What is missing among the needs of a move: requirements that do not hold, details that nobody has filled in. */
export const missingNeeds = (
  type: AnyCaseType,
  facts: CaseFacts<Record<string, unknown>>,
  needs: readonly string[],
): readonly MissingNeed[] => needs.flatMap((name) => missingNeed(type, facts, name) ?? []);

function missingNeed(type: AnyCaseType, facts: CaseFacts<Record<string, unknown>>, name: string): MissingNeed | null {
  const requirements: Readonly<Record<string, Requirement>> = type.requirements;
  const requirement = isNamed(requirements, name) ? requirements[name] : undefined;
  if (requirement) return requirement.holds(facts) ? null : { name, label: requirement.label, code: requirement.code ?? 'NEEDS_MISSING' };
  if (isFilledIn(facts.details[name])) return null;
  const label = type.fields.find((field) => field.name === name)?.label ?? { 'zh-CN': name, en: name };
  return { name, label, code: 'NEEDS_MISSING' };
}

/** `false` and 0 are answers; nothing and blank text are not. */
const isFilledIn = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
