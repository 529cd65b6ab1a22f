import { Refusal, type AnyCaseType, type Label, type MoveOption, type Requirement } from '@maplebridge/contract';
import type { LoadedType } from './platform';
import { worksOn, type Found } from './records';

/**
 * A party does not read internal details, so no refusal may speak of them: an alleged violence that bars consent would be told to
 * whom it is alleged against. Who works on the case is told everything.
 */
export function discreetly<Result>({ type }: LoadedType, { standing }: Found, decide: () => Result): Result {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal && !worksOn(standing, type.sees) && isTelling(type, error.details.needs)) throw quiet(error);
    throw error;
  }
}

export function discreetOption({ type }: LoadedType, { standing }: Found, option: MoveOption): MoveOption {
  if (worksOn(standing, type.sees)) return option;
  const { refusal } = option;
  const needs = option.needs.filter((name) => !isTelling(type, [name]));
  if (!refusal || !isTelling(type, refusal.details.needs)) return { ...option, needs };
  const { code, text, details } = quiet(refusal);
  return { ...option, needs, refusal: { code, text, details } };
}

/** Would naming these needs say something of an internal detail? What is about consent is said to those who are to give it. */
function isTelling(type: AnyCaseType, needs: readonly string[] = []): boolean {
  const requirements: Readonly<Record<string, Requirement>> = type.requirements;
  return needs.some((name) =>
    Object.hasOwn(requirements, name)
      ? requirements[name]?.code !== 'CONSENT_REQUIRED' && requirements[name]?.reads.includes('details')
      : type.fields.some((field) => field.name === name && field.class === 'internal'),
  );
}

const words: Label = {
  'zh-CN': '此步骤目前未开放；请向承办单位了解情况。',
  en: 'This move is not open at present; the unit that handles the case can say more.',
};
const quiet = ({ code }: Pick<Refusal, 'code'>): Refusal => new Refusal(code, words);
