import type { Label, Language, RequestContext } from '@maplebridge/contract';
import type { CaseRow, Rows } from '../rows';
import type { Standing } from '../sight';

/** What an object of the answer is made of: fields by name, those with arguments or of other rows as functions. */
export type Shown = Readonly<Record<string, unknown>>;

/** All rows as one viewer looks at them. */
export interface View {
  readonly rows: Rows;
  readonly personId: string | null;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly now: string;
  readonly language: Language;
  /** Of the same viewer, for fields that the law computes: what is compared there is only that they stand in the right place. */
  readonly context: RequestContext;
  /** A case shows its changes and a change its case: the half that changes need is handed to them. */
  readonly caseShown: (view: View, one: CaseRow) => Shown;
  /** What a cursor of an earlier answer stood for: `<list>|<row>`. */
  readonly meaning: (cursor: string) => string | undefined;
}

interface Spoken {
  readonly lang?: Language | null;
}

export const spoken =
  ({ language }: View, label: Label | null) =>
  ({ lang }: Spoken): string | null =>
    label && label[lang ?? language];

export const isSeen = ({ standings }: View, { id }: CaseRow): boolean => standings.get(id)?.isSeen === true;

export const seenCase = (view: View, id: string | null): CaseRow | null => {
  const found = view.rows.cases.find((one) => one.id === id);
  return found && isSeen(view, found) ? found : null;
};

export const cursorOf = (list: string, row: string): string => `cursor|${list}|${row}`;
