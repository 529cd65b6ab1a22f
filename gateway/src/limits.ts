export { openBuckets, type BucketRule, type Buckets } from './limits/buckets';
export { openCensus, type Census, type Guest, type Place } from './limits/census';
export { refuseOverCost } from './limits/cost';
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
} from './limits/limits';
export { networkOf } from './limits/networkOf';
export { limitRules, parseOptions, validationOptions } from './limits/parsing';
export { arrivalPrice, openRequestLimits, usualRates, type Pay, type PayerOf, type Rates } from './limits/requests';
export { refuseStream } from './limits/streams';
export { limitTable, type Limit } from './limits/table';
export { tooMany } from './limits/tooMany';
