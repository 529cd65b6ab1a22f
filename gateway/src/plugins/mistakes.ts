/** Everything wrong with the plugins at once: each line says which entry, what is wrong and what would work. Exit code: `configExitCode`. */
export class PluginMistakes extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(
      `Maplebridge cannot load its plugins / 插件配置有误，无法启动 (${mistakes.length}):\n${mistakes.map((one) => `  - ${one}`).join('\n')}`,
    );
    this.name = 'PluginMistakes';
    this.mistakes = mistakes;
  }
}

/** What was thrown, in its own words: plugins may throw anything, and an error of another realm is no `Error` of ours. */
export const wordsOf = (error: unknown): string => read(error, 'message') || String(error);

/** Code of an error of the file system or of the module loader; empty when it has none. */
export const codeOf = (error: unknown): string => read(error, 'code');

/** Where it was thrown; empty when it does not say. */
export const stackOf = (error: unknown): string => read(error, 'stack');

function read(error: unknown, key: 'message' | 'code' | 'stack'): string {
  const value = typeof error === 'object' && error !== null ? (Reflect.get(error, key) as unknown) : undefined;
  return typeof value === 'string' ? value : '';
}
