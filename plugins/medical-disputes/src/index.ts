import 'reflect-metadata';

export { medicalDispute } from './case';
export { MedicalDisputeDetails } from './details';
export { jurisdiction } from './jurisdiction';
