export { createAccessLog, indexPartiesByPerson } from './accessLog';
export { createRegistry } from './registry';
export { dateUnitVersions } from './unitVersions';
export { ancestorColumn, createCases, unitLevels } from './cases';
export { createLedger } from './ledger';
export { markInvolvedPersons } from './involvedPersons';
export { indexPartiesInOrder } from './partyOrder';
export { createPrivacy } from './privacy';
export { createServiceTokens } from './serviceTokens';
