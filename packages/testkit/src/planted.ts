import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** What clients send that names things of the platform and nobody: all else that is a text counts as what a person wrote. */
const technical = new Set([
  'id',
  'ids',
  'move',
  'unit',
  'place',
  'idempotencyKey',
  'after',
  'before',
  'number',
  'code',
  'orderBy',
  'filter',
  'side',
  'capacity',
]);

/**
 * Notes what a test sends as somebody, so that the end of the run can look for it in every log (test/logs). Nobody has to remember it:
 * clients of the testkit note all that they send. Does nothing outside of a test run.
 */
export function notePlanted(query: string, variables: unknown, credential: unknown): void {
  const folder = process.env.MAPLEBRIDGE_TEST_LOGS;
  if (folder === undefined) return;
  const noted = [
    ...[...query.matchAll(literal)].flatMap(([, name = '', value = '""']) => textsIn(name, JSON.parse(value))),
    ...textsIn('', variables),
    ...(typeof credential === 'string' && credential.length > 15 ? [{ kind: 'a credential', value: credential.replace(/^\w+ /, '') }] : []),
  ];
  const lines = noted.map((one) => `${JSON.stringify(one)}\n`).join('');
  if (lines !== '') appendFileSync(join(folder, `planted-${process.pid}.jsonl`), lines);
}

const secret = /secret|token|password/i;
/** `summary: "…"` in a document. */
const literal = /(\w+)\s*:\s*("(?:[^"\\\n]|\\.)*")/g;

interface Noted {
  readonly kind: string;
  readonly value: string;
}

function textsIn(name: string, value: unknown): readonly Noted[] {
  if (technical.has(name)) return [];
  if (typeof value === 'string') return isTelling(name, value) || secret.test(name) ? [{ kind: `a text sent as "${name}"`, value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(Array.isArray(value) ? name : key, one));
}

/** Where sentences are expected two characters are a word that every page has. */
const isSentence: ReadonlySet<string> = new Set(['purpose', 'reason', 'note']);

/** Two Chinese characters name somebody; of other letters single words do not, for every log has words. */
const isTelling = (name: string, text: string): boolean =>
  (isSentence.has(name) ? /\p{Script=Han}{4}/u : /\p{Script=Han}{2}/u).test(text) ||
  /\S \S/.test(text) ||
  /@|^(?!\d{4}-\d\d-\d\d$)\+?\d[\d -]{6,}$/.test(text);
