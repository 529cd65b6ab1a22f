import type { Label, Language } from '@maplebridge/contract';

/** One thing wrong with the start: which variable, what was given, why that cannot be, what would work. */
export interface Mistake {
  readonly variable: string;
  /** As given, with passwords masked; absent when nothing was given. */
  readonly given?: string;
  readonly why: Label;
  readonly works: Label;
}

/** Why a value is refused and what would work. */
export type Objection = Pick<Mistake, 'why' | 'works'>;

/** Everything wrong with the environment at once, so that a start is corrected in one round. */
export class ConfigMistakes extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[], language: Language) {
    super(descriptions[language](mistakes));
    this.name = 'ConfigMistakes';
    this.mistakes = mistakes;
  }
}

/** EX_CONFIG of sysexits.h: the exit code of a start that was refused for its configuration. */
export const configExitCode = 78;

const descriptions: Readonly<Record<Language, (mistakes: readonly Mistake[]) => string>> = {
  en: (mistakes) => `Maplebridge cannot start / 配置有误，无法启动 (${mistakes.length}):\n${mistakes.map(inEnglish).join('\n')}`,
  // Chinese first, then the English that somebody abroad may be asked about.
  'zh-CN': (mistakes) =>
    `配置有误，无法启动 / Maplebridge cannot start (${mistakes.length}):\n${mistakes.map((one) => `${inChinese(one)}\n${inEnglish(one)}`).join('\n')}`,
};

const inEnglish = ({ variable, given, why, works }: Mistake): string =>
  `  ${variable} ${given === undefined ? 'is not set' : `is "${given}"`}: ${why.en}\n    What would work: ${works.en}`;

const inChinese = ({ variable, given, why, works }: Mistake): string =>
  `  ${variable} ${given === undefined ? '未设置' : `为“${given}”`}：${why['zh-CN']}\n    可以这样：${works['zh-CN']}`;
