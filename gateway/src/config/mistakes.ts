/** One thing wrong with the start: which variable, what was given, why that cannot be, what would work. */
export interface Mistake {
  readonly variable: string;
  /** As given, with passwords masked; absent when nothing was given. */
  readonly given?: string;
  readonly why: string;
  readonly works: string;
}

/** Everything wrong with the environment at once, so that a start is corrected in one round. */
export class ConfigMistakes extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(describe(mistakes));
    this.name = 'ConfigMistakes';
    this.mistakes = mistakes;
  }
}

/** EX_CONFIG of sysexits.h: the exit code of a start that was refused for its configuration. */
export const configExitCode = 78;

function describe(mistakes: readonly Mistake[]): string {
  const lines = mistakes.map(({ variable, given, why, works }) => {
    const shown = given === undefined ? 'is not set' : `is "${given}"`;
    return `  ${variable} ${shown}: ${why}\n    What would work: ${works}`;
  });
  return `Maplebridge cannot start / 配置有误，无法启动 (${mistakes.length}):\n${lines.join('\n')}`;
}
