/** What a rule may ask of a row of the file. */
export interface Row {
  /** The text as it stands in the file. */
  raw(column: string): string;
  isMissing(column: string): boolean;
  /** Null when the row has nothing there. */
  cell(column: string): string | null;
}
