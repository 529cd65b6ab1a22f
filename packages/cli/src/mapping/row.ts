/** What a rule may ask of a row of the file. */
export interface Row {
  /** The text as it stands in the file. */
  readonly raw: (column: string) => string;
  readonly isMissing: (column: string) => boolean;
  /** Null when the row has nothing there. */
  readonly cell: (column: string) => string | null;
}
