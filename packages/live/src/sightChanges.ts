import type { LedgerEntry, Viewer } from '@maplebridge/contract';

/**
 * Did the entry change what this viewer sees of cases that nothing happened to? Their rights, or a unit that was moved: whole subtrees of
 * cases come and go at once, and no entry tells of each. What they see has to be asked for anew.
 */
export const changedSight = (entry: LedgerEntry, viewer: Viewer): boolean =>
  entry.type === 'unitMoved' ? entry.subjectKind === 'unit' : isOwnRights(entry, viewer);

/** The same for a stream that is live: only what its viewer, whose rights were loaded at these versions, does not know yet. */
export const changesSight = (entry: LedgerEntry, viewer: Viewer): boolean =>
  changedSight(entry, viewer) && entry.subjectVersion > (entry.subjectKind === 'unit' ? viewer.treeVersion : viewer.rightsVersion);

const isOwnRights = ({ subjectKind, subjectId, type }: LedgerEntry, viewer: Viewer): boolean =>
  type === 'rightsChanged' && subjectKind === 'person' && subjectId === viewer.personId;
