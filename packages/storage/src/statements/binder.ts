/** Collects the values of one statement; `bind` returns the placeholder. Nothing a user sent reaches the text itself. */
export interface Binder {
  readonly values: unknown[];
  readonly bind: (value: unknown, cast?: string) => string;
  /** The same placeholder for everybody who asks by this name. */
  readonly bindOnce: (name: string, value: unknown, cast?: string) => string;
}

export function binder(): Binder {
  const values: unknown[] = [];
  const named = new Map<string, string>();
  const bind: Binder['bind'] = (value, cast) => {
    values.push(value);
    return cast ? `$${values.length}::${cast}` : `$${values.length}`;
  };
  const bindOnce: Binder['bindOnce'] = (name, value, cast) => {
    const placeholder = named.get(name) ?? bind(value, cast);
    named.set(name, placeholder);
    return placeholder;
  };
  return { values, bind, bindOnce };
}
