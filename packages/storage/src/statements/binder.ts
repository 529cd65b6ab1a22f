/** Collects the values of one statement; `bind` returns the placeholder. Nothing a user sent reaches the text itself. */
export interface Binder {
  readonly values: unknown[];
  readonly bind: (value: unknown, cast?: string) => string;
}

export function binder(): Binder {
  const values: unknown[] = [];
  return {
    values,
    bind: (value, cast) => {
      values.push(value);
      return cast ? `$${values.length}::${cast}` : `$${values.length}`;
    },
  };
}
