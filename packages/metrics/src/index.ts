import 'reflect-metadata';

export { caseCounts, rebuiltCaseCounts, rebuiltName } from './caseCounts';
export { arrange, beginGeneration, forgetOtherGenerations, keptCounts, RebuildOvertaken, showGeneration } from './generations';
export { countsOfPeriod } from './reading';
export { metrics } from './metrics';
