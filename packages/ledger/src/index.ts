export { type Query } from './query';
export { uuidv7 } from './uuid';
export { shardCount, shardOf } from './shard';
export { beginning, brokenShards, covers, entriesBetween, farther, past, positionIn, type Positions } from './positions';
export { draftColumns, entryColumns, entryFromRow, type EntryDraft, type EntryRow } from './entry';
export { appendEntries, appendFrom, appendOne, draftsFrom, draftsValue, placeColumns, placedEntries, type PlaceRow } from './append';
export {
  entryById,
  headPositions,
  oldestPosition,
  readAfter,
  readCase,
  readCases,
  readPlaces,
  type CaseAsked,
  type CaseStretch,
  type Place,
} from './read';
export { consumeBatch, consumerPositions, enterConsumer, type Batch } from './consume';
export { findGaps, type Gap } from './gaps';
