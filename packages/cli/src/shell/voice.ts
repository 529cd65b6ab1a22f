import type { Label, Language } from '@maplebridge/contract';

/** How a command speaks: to a person in one language, or to a script in JSON lines. Answers go to stdout, everything else to stderr. */
export interface Voice {
  readonly language: Language;
  readonly isJson: boolean;
  /** The answer: an object for scripts, text for people. */
  readonly answer: (value: object, text: string) => void;
  /** What takes long, or what somebody should know. */
  readonly note: (line: string) => void;
  readonly say: (label: Label) => string;
}

export interface VoiceOptions {
  readonly lang?: Language;
  readonly json?: boolean;
}

export function openVoice({ lang, json = false }: VoiceOptions, env: Readonly<Record<string, string | undefined>>): Voice {
  const language = lang ?? languageOf(env);
  return {
    language,
    isJson: json,
    answer: (value, text) => void process.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
    note: (line) => void process.stderr.write(`${json ? JSON.stringify({ event: 'note', text: line }) : line}\n`),
    say: (label) => label[language],
  };
}

/** By the locale of the shell, as other commands do. */
function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '') ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
