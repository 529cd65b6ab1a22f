import { leafHash } from './merkle';

/** What is sealed: entries of the ledger, and rows of the access log. */
export type RecordKind = 'entry' | 'access';

/**
 * The columns that a leaf commits to, by the format of the leaf: the first list is format 1. A list is never changed once it has sealed
 * anything; a new column makes a new list and a migration with it. `purpose_commitment` stands for the free text of a purpose, which may be
 * erased: it is SHA-256 over a salt of the row and the text, and stays when both are gone.
 */
export const sealedColumns: Readonly<Record<RecordKind, readonly (readonly string[])[]>> = {
  entry: [
    [
      'shard',
      'position',
      'id',
      'subject_kind',
      'subject_id',
      'subject_version',
      'case_id',
      'case_type',
      'type_version',
      'type',
      'unit_id',
      'previous_unit_id',
      'state_before',
      'state_after',
      'phase_before',
      'phase_after',
      'audience',
      'actor',
      'happened_at',
      'recorded_at',
      'payload',
    ],
  ],
  access: [
    ['id', 'at', 'actor_id', 'role', 'unit_id', 'case_id', 'subject_id', 'fields', 'classes', 'purpose_commitment', 'request_id', 'xid'],
  ],
};

/** What new leaves are sealed by. */
export const currentFormat = 1;

export const columnsOf = (kind: RecordKind, format: number): readonly string[] => {
  const columns = sealedColumns[kind][format - 1];
  if (columns) return columns;
  throw new Error(`No format ${format} of a sealed ${kind} is known: this build is older than what sealed it.`);
};

/** A record as PostgreSQL writes its columns as text (ISO instants in UTC with microseconds); null is null. */
export type RecordText = Readonly<Record<string, string | null>>;

/**
 * The bytes of a record: a line that says what it is, then a line for each column: its name, the length of its text in bytes, the text. No
 * two records have the same bytes, whatever their texts hold. Throws when a column is missing.
 */
export function canonicalText(kind: RecordKind, format: number, record: RecordText): string {
  const lines = columnsOf(kind, format).map((column) => {
    const text = record[column];
    if (text === undefined) throw new Error(`A sealed ${kind} has a column "${column}", and this record has none.`);
    return text === null ? `${column}=-` : `${column}=${Buffer.byteLength(text)}:${text}`;
  });
  return `maplebridge.${kind}.${format}\n${lines.join('\n')}\n`;
}

/** The leaf of a record in the tree: 32 bytes. */
export const recordHash = (kind: RecordKind, format: number, record: RecordText): Buffer =>
  leafHash(Buffer.from(canonicalText(kind, format, record)));
