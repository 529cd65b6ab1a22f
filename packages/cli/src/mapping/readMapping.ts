import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { mappingSchema, type Mapping } from './schema';

/** Everything that is wrong with a mapping, a line each. */
export class MappingMistakes extends Error {
  override readonly name = 'MappingMistakes';
  readonly mistakes: readonly string[];

  constructor(path: string, mistakes: readonly string[]) {
    const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
    super(`The mapping ${path} has ${count} / 映射文件有误 (${mistakes.length}):\n${mistakes.map((one) => `  ${one}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/** A mapping whose shape is right; whether the file and the plugins bear it out is asked when they are known. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new MappingMistakes(path, [`it cannot be read (${error.code ?? error.message}).`]);
  });
  const read = mappingSchema.safeParse(parse(path, text));
  if (read.success) return read.data;
  throw new MappingMistakes(path, read.error.issues.flatMap(linesOf));
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new MappingMistakes(path, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

type Issue = z.core.$ZodIssue;

/** Of a choice the branch that came farthest is told: that is the one that was meant. */
function linesOf(issue: Issue): readonly string[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [`${placeOf(issue.path)}: ${issue.message}`];
  const nearest = issue.errors.reduce((best, one) => (one.length < best.length ? one : best));
  return nearest.flatMap((inner) => linesOf({ ...inner, path: [...issue.path, ...inner.path] }));
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  ) || 'the file';
