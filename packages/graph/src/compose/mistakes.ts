/** Everything that keeps these jurisdictions from being one schema, in one message: each line names who is concerned. */
export class CompositionMistakes extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`The jurisdictions do not make one schema:\n${mistakes.map((one) => `  - ${one}`).join('\n')}`);
    this.name = 'CompositionMistakes';
    this.mistakes = mistakes;
  }
}
