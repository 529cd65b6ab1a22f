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

/** What was thrown, in its own words: plugins may throw anything. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Code of an error of the file system or of the module loader; empty when it has none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
