import type { LedgerEntry, Viewer } from '@maplebridge/contract';

/**
 * Does the entry change what this viewer sees of cases that nothing happened to? Their rights, or a unit that was moved: whole subtrees of
 * cases come and go at once, and no entry tells of each. What they see has to be asked for anew.
 */
export const changesSight = (entry: LedgerEntry, viewer: Viewer): boolean =>
  entry.type === 'unitMoved' ? entry.subjectKind === 'unit' : isOwnRights(entry, viewer);

const isOwnRights = ({ subjectKind, subjectId, type }: LedgerEntry, viewer: Viewer): boolean =>
  type === 'rightsChanged' && subjectKind === 'person' && subjectId === viewer.personId;
