export { Appointment } from './appointment';
export { bothConsent } from './bothConsent';
export { mediation, type MediationWays } from './mediation';
export { peoplesMediationLaw } from './sources';
