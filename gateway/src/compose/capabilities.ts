import type { Jurisdiction } from '@maplebridge/contract';
import { metrics } from '@maplebridge/metrics';

/** Written like plugins, loaded always: nobody configures them, and nobody's plugin takes their names. */
const capabilities: readonly Jurisdiction[] = [metrics];

export const withCapabilities = (jurisdictions: readonly Jurisdiction[]): readonly Jurisdiction[] => [...capabilities, ...jurisdictions];
