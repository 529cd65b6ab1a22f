export { canonicalText, columnsOf, currentFormat, recordHash, sealedColumns, type RecordKind, type RecordText } from './records';
export { emptyFrontier, emptyRoot, hashLength, isFrontier, leafHash, nodeHash, openTree, rootOf, type Frontier, type Tree } from './merkle';
export { consistencyRanges, inclusionRanges, isConsistent, rootOfInclusion, type Consistency, type Inclusion, type Range } from './proofs';
export { isPrivateKey, keyId, makeKeys, pemOf, publicKeyOf, readPrivateKey, readPublicKeys } from './keys';
export { hashOfNote, isSignedBy, readCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint';
