export { openEmbedded } from './openEmbedded';
export type { EmbeddedOptions, EmbeddedPostgres } from './openEmbedded';
export { EmbeddedPostgresRefused } from './refused';
