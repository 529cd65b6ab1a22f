import { caseTypes } from '../sdl.mjs';
import { signFor } from './move.mjs';
import { statements } from './statements.mjs';

const grouped = (rows, ids) => {
  const groups = new Map(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(row.caseId).push(row);
  return ids.map((id) => groups.get(id));
};
const iso = (rows) => rows.map((row) => ({ ...row, at: row.at.toISOString() }));

/** Resolvers of the roots, and a loader for each relation: one statement for all objects of a level, as Mercurius' guide has it. */
export function openResolvers(pool) {
  const ask = async (name, values) => (await pool.query({ name, text: statements[name], values })).rows;
  const dated = (rows) => rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() }));
  const Query = {
    medicalDispute: async (_root, { id }) => dated(await ask('case', [id]))[0] ?? null,
    cases: async (_root, { unit, level }) => dated(await ask(`page${level}`, [unit])),
    mixed: async (_root, { unit, level }) => dated(await ask(`mixed${level}`, [unit])),
    counts: (_root, { unit, from }) => ask('counts', [unit, from]),
  };
  const Mutation = { signFor: (_root, given) => signFor(pool, given) };
  const kinds = Object.fromEntries(Object.entries(caseTypes).map(([name, { type }]) => [type, loadersOf(name, ask)]));
  const Case = { resolveType: ({ type }) => caseTypes[type].type };
  return { resolvers: { Query, Mutation, Case }, loaders: { ...kinds, MedicalDisputeDetails: { hospital: unitsOf(ask, 'hospitalId') } } };
}

const unitsOf = (ask, key) => async (queries) => {
  const units = new Map((await ask('units', [queries.map(({ obj }) => obj[key])])).map((unit) => [unit.id, unit]));
  return queries.map(({ obj }) => units.get(obj[key]) ?? null);
};

function loadersOf(type, ask) {
  const places = (queries) => [queries.map(({ obj }) => obj.shard), queries.map(({ obj }) => obj.id)];
  const idsOf = (queries) => queries.map(({ obj }) => obj.id);
  return {
    unit: unitsOf(ask, 'unitId'),
    parties: async (queries) => grouped(await ask('parties', places(queries)), idsOf(queries)),
    events: async (queries) => grouped(iso(await ask('events', [idsOf(queries), queries[0].params.last])), idsOf(queries)),
    details: async (queries) => grouped(await ask(`details ${type}`, places(queries)), idsOf(queries)).map(([one]) => one ?? null),
  };
}
