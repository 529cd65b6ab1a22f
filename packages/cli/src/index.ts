export { run } from './program';
export { importFile, ImportStopped, type ImportJob, type ImportReport } from './importing/importFile';
export { silent, type Progress } from './importing/progress';
export { FileRefused } from './file/openFile';
export { MappingMistakes } from './mapping/readMapping';
export { mappingJsonSchema } from './mapping/jsonSchema';
export { rebuildCounts, type Rebuilt, type RebuildJob, type RebuildProgress } from './rollup/rebuild';
