import type { AnyCaseType, Jurisdiction, Label } from '@maplebridge/contract';
import { openings, storedTypes, storeOpenings, storeType, type Query, type StoredTypeRow } from '@maplebridge/storage';

export interface Opening {
  readonly jurisdiction: string;
  /** Codes of units; none means everywhere. */
  readonly units: readonly string[];
}

/** Writes down every loaded type, so that its cases stay readable when the plugin is gone, and what each is open for. */
export async function registerTypes(query: Query, jurisdictions: readonly Jurisdiction[], openFor: readonly Opening[]): Promise<void> {
  for (const jurisdiction of jurisdictions) for (const type of jurisdiction.caseTypes) await storeType(query, rowOf(jurisdiction, type));
  for (const one of openFor) await storeOpenings(query, one.jurisdiction, one.units);
}

/** Codes in the configuration that no unit has: what is opened for them is open nowhere. */
export async function unknownUnits(query: Query): Promise<readonly string[]> {
  return (await openings(query)).filter((one) => one.unitId === null).map((one) => one.code);
}

export async function knownTypes(query: Query): Promise<ReadonlyMap<string, StoredTypeRow>> {
  return new Map((await storedTypes(query)).map((row) => [row.name, row]));
}

function rowOf(jurisdiction: Jurisdiction, type: AnyCaseType): StoredTypeRow {
  const states: StoredTypeRow['states'] = type.states;
  const moves: StoredTypeRow['moves'] = type.moves;
  return {
    name: type.name,
    version: type.version,
    jurisdiction: jurisdiction.name,
    jurisdictionVersion: jurisdiction.version,
    jurisdictionLabel: jurisdiction.label,
    label: type.label,
    states: Object.fromEntries(Object.entries(states).map(([code, state]) => [code, { label: state.label, phase: state.phase }])),
    moves: Object.fromEntries(Object.entries(moves).map(([code, move]) => [code, { label: move.label }])),
    sees: type.sees,
    roles: rolesOf(jurisdiction, type),
  };
}

function rolesOf(jurisdiction: Jurisdiction, type: AnyCaseType): Readonly<Record<string, Label>> {
  const roles = { ...type.posts, ...type.assignments };
  const relations = (jurisdiction.relations ?? []).map((one) => [one.name, one.label] as const);
  return { ...Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, role.label])), ...Object.fromEntries(relations) };
}
