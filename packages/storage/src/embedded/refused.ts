/** The embedded PostgreSQL cannot be opened. The message is a sentence for the person at the terminal; a stack adds nothing to it. */
export class EmbeddedPostgresRefused extends Error {
  override readonly name = 'EmbeddedPostgresRefused';
}
