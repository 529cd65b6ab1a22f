/** It brings no types of its own. */
declare module 'spdx-satisfies' {
  /** Whether an SPDX expression is met by licences of the list; throws on what is no SPDX expression. */
  function satisfies(expression: string, allowed: readonly string[]): boolean;
  export = satisfies;
}
