/** The one function of the package that we use; it brings no types of its own. */
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Writable } from 'node:stream';

  export function from(sql: string): Writable & Submittable;
}
