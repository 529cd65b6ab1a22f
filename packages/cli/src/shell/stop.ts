/** The first signal ends the work after its batch, so that the database is given back in order; a second one ends the process. */
export function openStop(): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return {
    signal: controller.signal,
    close: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
