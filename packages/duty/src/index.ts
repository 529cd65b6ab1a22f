export { closure, type ClosureWays } from './closure';
export { duty } from './duty';
export { signForLimit } from './policies';
export { Transfer } from './transfer';
