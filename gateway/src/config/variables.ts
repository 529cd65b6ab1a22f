import { label, type Label } from '@maplebridge/contract';
import { environment, readObjection, secretVariables, type Environment } from './environment';
import { systemCode } from '../systemCode';
import { maskedUrl } from './masked';
import type { Mistake } from './mistakes';
import type { ReadableEnvironment } from './rules';

export type RawEnvironment = Readonly<Record<string, string | undefined>>;

const shape = environment.shape;
export const knownVariables = Object.keys(shape) as readonly (keyof Environment)[]; // the keys of the schema are those of its output

/** Every variable by its own rule. What has a mistake is absent from `values`. */
export function readVariables(env: RawEnvironment): { readonly values: ReadableEnvironment; readonly mistakes: readonly Mistake[] } {
  const values: Record<string, unknown> = {};
  const mistakes: Mistake[] = [];
  for (const variable of knownVariables) {
    const given = env[variable]?.trim() === '' ? undefined : env[variable]?.trim();
    const read = shape[variable].safeParse(given);
    if (read.success) values[variable] = read.data;
    else mistakes.push(mistakeIn(variable, given, read.error.issues[0]?.message ?? '{}'));
  }
  return { values, mistakes };
}

/** `DATABASE_URL_FILE` and its like, read into the variable they stand for. */
export function readSecrets(
  env: RawEnvironment,
  readFile: (path: string) => string,
): { readonly env: RawEnvironment; readonly mistakes: readonly Mistake[] } {
  const filled: Record<string, string | undefined> = { ...env };
  const mistakes: Mistake[] = [];
  for (const variable of secretVariables) {
    const path = env[`${variable}_FILE`];
    if (path === undefined || path === '') continue;
    const complain = (why: Label, works: Label) => mistakes.push({ variable: `${variable}_FILE`, given: path, why, works });
    if (env[variable]) {
      complain(label(`同时设置了 ${variable}。`, `${variable} is set as well.`), label('二者只设其一。', 'one of the two.'));
      continue;
    }
    try {
      filled[variable] = readFile(path).trim();
    } catch (error) {
      complain(
        label(`文件无法读取（${systemCode(error) ?? 'unreadable'}）。`, `the file cannot be read (${systemCode(error) ?? 'unreadable'}).`),
        label('当前用户可读的文件路径。', 'the path of a file this user may read.'),
      );
    }
  }
  return { env: filled, mistakes };
}

/** Names of earlier versions: they would be without effect, and nobody would be told. */
const retired: Readonly<Record<string, string>> = { MIGRATION_DATABASE_URL: 'DATABASE_ADMIN_URL' };

export const retiredVariables = (env: RawEnvironment): readonly Mistake[] =>
  Object.entries(retired)
    .flatMap(([old, name]) => [old, `${old}_FILE`].map((variable) => ({ variable, name: variable.replace(old, name) })))
    .filter(({ variable }) => env[variable] !== undefined && env[variable] !== '')
    .map(({ variable, name }) => ({
      variable,
      given: '(hidden)',
      why: label(`现称 ${name}。`, `it is called ${name} now.`),
      works: label(`以 ${name} 设置同一个值。`, `the same value as ${name}.`),
    }));

/** A misspelt variable of ours would otherwise be silently without effect. */
export function unknownVariables(env: RawEnvironment): readonly Mistake[] {
  const names: readonly string[] = [...knownVariables, ...secretVariables.map((one) => `${one}_FILE`)];
  const ours = names.filter((variable) => variable.startsWith('MAPLEBRIDGE_'));
  return Object.keys(env)
    .filter((variable) => variable.startsWith('MAPLEBRIDGE_') && !ours.some((known) => known === variable))
    .map((variable) => ({
      variable,
      given: '(hidden)',
      why: label('没有这个变量。', 'there is no such variable.'),
      works: label(`${ours.join('、')}；或取消设置。`, `${ours.join(', ')}; or unset it.`),
    }));
}

function mistakeIn(variable: keyof Environment, given: string | undefined, message: string): Mistake {
  const { why, works } = readObjection(message);
  if (given === undefined) return { variable, why, works };
  return { variable, given: shown(variable, given), why, works };
}

/** A secret is never printed, not even a wrong one: it may be the right one with a letter too many. */
function shown(variable: keyof Environment, given: string): string {
  if (variable.endsWith('_URL')) return maskedUrl(given);
  return secretVariables.some((one) => one === variable) ? '(hidden)' : given;
}
