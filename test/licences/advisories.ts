export interface Judgement {
  readonly isWell: boolean;
  readonly says: readonly string[];
}

interface Weakness {
  readonly name: string;
  readonly severity: string;
  /** Names of packages through which it comes, or what is known of it. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

interface Answer {
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, Weakness>>;
}

const grave: ReadonlySet<string> = new Set(['high', 'critical']);

/** What `npm audit --json` printed. A registry that does not answer says nothing of us: that is told and is no failure. */
export function judgeAnswer(printed: string): Judgement {
  const answer = read(printed);
  if (answer?.vulnerabilities === undefined)
    return {
      isWell: true,
      says: [`The registry could not be asked for known weaknesses: ${answer?.message ?? 'no answer'}. Nothing was checked.`],
    };
  const weaknesses = Object.values(answer.vulnerabilities);
  return {
    isWell: !weaknesses.some(({ severity }) => grave.has(severity)),
    says: weaknesses.length === 0 ? ['No known weakness.'] : weaknesses.map(lineOf),
  };
}

function read(printed: string): Answer | null {
  try {
    return JSON.parse(printed) as Answer;
  } catch {
    return null;
  }
}

function lineOf({ name, severity, via }: Weakness): string {
  const known = via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} (${one.url})`));
  const own = known.filter((one) => !one.startsWith('through '));
  return `${name}: ${severity}, ${(own.length > 0 ? own : known).join('; ')}`;
}
