import 'reflect-metadata';

export { communityDispute } from './case';
export { CommunityDisputeDetails } from './details';
export { jurisdiction } from './jurisdiction';
