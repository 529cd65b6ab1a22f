import { binder, type Binder } from './binder';

/** A statement whose first value is the key that each request brings; the others are those of who looks. */
export interface KeyedStatement {
  readonly text: string;
  readonly others: readonly unknown[];
}

export function keyedStatement(cast: 'uuid' | 'text', write: (key: string, values: Binder) => string): KeyedStatement {
  const values = binder();
  const key = values.bind(null, cast);
  const text = sharedText(write(key, values));
  return { text, others: values.values.slice(1) };
}

/** What one who looks asks again and again; the oldest gives way. */
const mostOfSeer = 8;

/** Statements that were put together for who looks and for what is asked; they go when either goes. */
export function statementsBySeer<Kept>(): (seer: object, asked: object, make: () => Kept) => Kept {
  const bySeer = new WeakMap<object, Map<object, Kept>>();
  return (seer, asked, make) => {
    const own = bySeer.get(seer) ?? new Map<object, Kept>();
    bySeer.set(seer, own);
    const known = own.get(asked);
    if (known) return known;
    for (const oldest of own.size >= mostOfSeer ? [...own.keys()].slice(0, 1) : []) own.delete(oldest);
    const made = make();
    own.set(asked, made);
    return made;
  };
}

const texts = new Map<string, string>();
const mostTexts = 2_000;

/** Texts that are equal become one string, so that a connection finds its name for it without comparing characters. */
export function sharedText(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= mostTexts) texts.clear();
  texts.set(text, text);
  return text;
}
