import { Refusal, label } from '@maplebridge/contract';

/** The words of an option that somebody else will read; an empty one is refused by its name. */
export function worded(text: string, option: string): string {
  if (text.trim()) return text.trim();
  throw new Refusal('BAD_USER_INPUT', label(`${option} 不能为空。`, `${option} is empty.`));
}
