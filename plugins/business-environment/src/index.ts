import 'reflect-metadata';

export { businessComplaint } from './businessComplaint';
export { BusinessComplaintDetails } from './businessComplaintDetails';
export { jurisdiction } from './jurisdiction';
export { serviceRequest } from './serviceRequest';
export { ServiceRequestDetails } from './serviceRequestDetails';
