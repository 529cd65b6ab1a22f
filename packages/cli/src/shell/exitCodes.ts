/** What the command ends with; docs/import.md says the same. */
export const exitCodes = { done: 0, failed: 1, usage: 2, configuration: 78 } as const;
