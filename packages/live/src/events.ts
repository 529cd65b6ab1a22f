import type { ChangeRecord, LedgerEntry, LiveEvent, ResyncReason } from '@maplebridge/contract';

/** Makes a cursor when somebody looks at it, and then always the same: most clients select few of them, and sealing costs more than sending. */
export function once(seal: () => string): () => string {
  let sealed: string | null = null;
  return () => (sealed ??= seal());
}

export const changeEvent = (entry: LedgerEntry, told: Pick<ChangeRecord, 'note' | 'source'>, cursor: () => string): LiveEvent => ({
  kind: 'change',
  get cursor() {
    return cursor();
  },
  change: {
    entry,
    note: told.note,
    source: told.source,
    get cursor() {
      return cursor();
    },
  },
});

export const caseLeftEvent = (caseId: string, cursor: () => string): LiveEvent => ({
  kind: 'caseLeft',
  caseId,
  get cursor() {
    return cursor();
  },
});

export const caughtUpEvent = (at: Date, cursor: () => string): LiveEvent => ({
  kind: 'caughtUp',
  at,
  get cursor() {
    return cursor();
  },
});

export const resyncEvent = (reason: ResyncReason, cursor: () => string): LiveEvent => ({
  kind: 'resync',
  reason,
  get cursor() {
    return cursor();
  },
});
