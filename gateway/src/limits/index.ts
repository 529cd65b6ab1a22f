export { openBuckets, type BucketRule, type Buckets } from './buckets';
export { openCensus, type Census, type Guest, type Place } from './census';
export { refuseOverCost } from './cost';
export {
  arrivalLimits,
  connectionLimits,
  httpLimits,
  limits,
  memoryLimits,
  pageLimits,
  tryBuckets,
  type ArrivalLimits,
  type ConnectionLimits,
} from './limits';
export { limitRules, parseOptions, validationOptions } from './parsing';
export { refuseStream } from './streams';
export { limitTable, type Limit } from './table';
export { tooMany } from './tooMany';
