export { closure, type ClosureWays } from './closure';
export { duty, type DutyWays } from './duty';
export { signForLimit } from './policies';
export { Transfer } from './transfer';
