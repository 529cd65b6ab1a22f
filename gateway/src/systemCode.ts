/** The code of an error of Node or the operating system (`EADDRINUSE`), or null. Never by class: such errors may come from another realm. */
export function systemCode(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
