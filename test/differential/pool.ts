/** Cursors of earlier answers, with how their list was asked for. */
export interface Pooled {
  readonly cursor: string;
  /** `communityDisputes`, `cases`, ... or `history`, `children`. */
  readonly field: string;
  /** Arguments of the list without its window, as written; or the global id of what a nested list belongs to. */
  readonly asked: string;
}

export interface Pool {
  add(one: Pooled): void;
  of(fields: readonly string[]): readonly Pooled[];
  any(): readonly Pooled[];
}

const most = 400;

/** The latest cursors. */
export function openPool(): Pool {
  const kept: Pooled[] = [];
  return {
    add: (one) => {
      kept.push(one);
      if (kept.length > most) kept.splice(0, most / 4);
    },
    of: (fields) => kept.filter(({ field }) => fields.includes(field)),
    any: () => kept,
  };
}
