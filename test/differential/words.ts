import type { Label } from '@maplebridge/contract';
import type { EntryRow, Rows } from './rows';

/** Global ids, names and labels as the schema promises them, from rows alone. */
export const globalId = (kind: string, id: string): string => Buffer.from(`${kind}:${id}`).toString('base64url');

const idForm = /^(case|unit|place|report|party|change|access|person):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Null for what is no id of ours, another spelling of one included. */
export function readId(text: string): { readonly kind: string; readonly id: string } | null {
  const [, kind = '', id = ''] = idForm.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  return id !== '' && globalId(kind, id) === text ? { kind, id } : null;
}

export const idOf = (kind: string, text: string): string | null => {
  const read = readId(text);
  return read?.kind === kind ? read.id : null;
};

/** `inMediation` -> `IN_MEDIATION`: what the schema's shared enums are called outside. */
export const outside = (word: string): string => word.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
export const inside = (word: string): string =>
  word.toLowerCase().replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
export const pascal = (kebab: string): string => kebab.replace(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/** An instant of a row as answers show it: milliseconds, in UTC. */
export const shownAt = (instant: string | null): string | null => (instant === null ? null : `${instant.slice(0, 23)}Z`);

const label = (chinese: string, en: string): Label => ({ 'zh-CN': chinese, en });
const asIs = (code: string): Label => label(code, code);

const ownEntries: Readonly<Record<string, Label>> = {
  opened: label('立案登记', 'Opened'),
  partyAdded: label('增加当事人', 'Party added'),
  partyIdentified: label('确认当事人身份', 'Party identified'),
  amended: label('更正或补充内容', 'Details amended'),
};

const sides: Readonly<Record<string, Label>> = {
  applicant: label('申请人', 'Applicant'),
  respondent: label('被申请人', 'Respondent'),
  third: label('第三人', 'Third party'),
};

const actors: Readonly<Record<string, Label>> = {
  resident: label('居民', 'Resident'),
  system: label('系统', 'The platform'),
  import: label('历史数据导入', 'Import'),
};

const builtInRoles: Readonly<Record<string, Label>> = {
  resident: label('居民', 'resident'),
  applicant: label('申请人', 'applicant'),
  respondent: label('被申请人', 'respondent'),
  third: label('第三人', 'third party'),
  import: label('历史数据导入', 'import of earlier records'),
  system: label('系统', 'the platform'),
};

const typeNamed = ({ types }: Rows, name: string | null) => types.find((one) => one.name === name);

export const stateLabel = (rows: Rows, type: string, state: string): Label => typeNamed(rows, type)?.states[state]?.label ?? asIs(state);

/** A move of a loaded type is called what the type says; an entry of the platform's own comes before moves of a type that is not loaded. */
export function entryLabel(rows: Rows, { case_type, type }: EntryRow, isLoaded: (type: string) => boolean): Label {
  const move = typeNamed(rows, case_type)?.moves[type]?.label;
  const own = ownEntries[type];
  return (case_type !== null && isLoaded(case_type) ? (move ?? own) : (own ?? move)) ?? asIs(type);
}

export const roleLabel = ({ types }: Rows, role: string): Label =>
  types.find((type) => Object.hasOwn(type.roles, role))?.roles[role] ?? builtInRoles[role] ?? asIs(role);

export function actorLabel(rows: Rows, kind: string, role: string): Label {
  if (kind === 'side') return sides[role] ?? asIs(role);
  return kind === 'post' || kind === 'assignment' ? roleLabel(rows, role) : (actors[kind] ?? asIs(role));
}
