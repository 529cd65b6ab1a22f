import { IsNull } from 'typeorm';
import { caseTypes } from '../sdl.mjs';
import { Case, details, Mask, Party } from './entities.mjs';
import { Entry } from './ledgerEntities.mjs';
import { signFor } from './move.mjs';

/**
 * As the guides of Apollo Server and TypeORM teach: repositories, relations where the question names them, and a resolver for each
 * nested field that asks its repository.
 */
export function openResolvers(source) {
  const cases = source.getRepository(Case);
  const relations = { unit: true };
  const Query = {
    medicalDispute: (_root, { id }) => cases.findOne({ where: { id, type: 'medical-dispute' }, relations }),
    cases: (_root, { unit, level }) =>
      cases.find({ where: { [`at${level}`]: unit, closedAt: IsNull() }, relations, order: { dueAt: 'ASC', id: 'ASC' }, take: 50 }),
    mixed: (_root, { unit, level }) => cases.find({ where: { [`at${level}`]: unit }, relations, order: { id: 'DESC' }, take: 100 }),
    counts: (_root, { unit, from }) => counted(cases, unit, from),
  };
  const Mutation = { signFor: (_root, given) => signFor(source, given) };
  const kinds = Object.fromEntries(Object.entries(caseTypes).map(([name, { type }]) => [type, fieldsOf(source, name)]));
  return { Query, Mutation, ...kinds, Case: { __resolveType: ({ type }) => caseTypes[type].type }, Party: { name: nameOf(source) } };
}

const counted = (cases, unit, from) =>
  cases
    .createQueryBuilder('c')
    .select('c.type', 'type')
    .addSelect('c.phase', 'phase')
    .addSelect('count(*)::integer', 'cases')
    .where('c.at_1 = :unit and c.opened_at >= :from', { unit, from })
    .groupBy('c.type')
    .addGroupBy('c.phase')
    .orderBy('c.type')
    .addOrderBy('c.phase')
    .getRawMany();

const instant = (value) => (value instanceof Date ? value.toISOString() : value);

function fieldsOf(source, type) {
  const entity = details[type];
  const relations = type === 'medical-dispute' ? { hospital: true } : {};
  return {
    openedAt: ({ openedAt }) => instant(openedAt),
    parties: ({ id, shard }) => source.getRepository(Party).find({ where: { shard, caseId: id }, order: { side: 'ASC', id: 'ASC' } }),
    events: async ({ id }, { last }) => {
      const found = await source.getRepository(Entry).find({ where: { caseId: id }, order: { position: 'DESC' }, take: last });
      return found.reverse().map((one) => ({ ...one, at: instant(one.at) }));
    },
    details: ({ id, shard }) => source.getRepository(entity).findOne({ where: { shard, caseId: id }, relations }),
  };
}

const nameOf =
  (source) =>
  async ({ shard, caseId, id }) =>
    (await source.getRepository(Mask).findOneBy({ shard, caseId, subjectId: id, field: 'name' }))?.mask ?? null;
