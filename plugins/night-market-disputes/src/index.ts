import 'reflect-metadata';

export { nightMarketDispute } from './case';
export { NightMarketDisputeDetails } from './details';
export { jurisdiction } from './jurisdiction';
