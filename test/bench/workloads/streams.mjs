import { idOf } from '../data/ids.mjs';
import { run } from '../data/server.mjs';

const station = idOf('unit C0-K0');
const grid = idOf('unit C0-K0-G00');
const actor = idOf('person officer');
const province = idOf('unit P');

/** Cases that can be signed for, with all that a frame tells of them: of the busiest station, or of its first grid. */
export async function movable(server, database, within) {
  const [column, unit] = within === 'grid' ? ['at_3', grid] : ['at_2', station];
  const rows = await run(server.url(database), [
    `select c.id, c.version, c.number, c.summary, u.name_en as unit, c.unit_id as "unitId" from core."case" c join core.unit u on u.id = c.unit_id
      where c.${column} = '${unit}' and c.state = 'reported' order by md5(c.id::text)`,
  ]);
  const status = { code: 'signed', phase: 'INTAKE' };
  return rows.map(({ id, version, number, summary, unit: name, unitId }) => ({
    id,
    version,
    actor,
    unit: province,
    topics: [station, unitId, id],
    entering: status,
    case: { number, summary, status, unit: { name } },
  }));
}

/** Subscribers of one station: 5,000 different officers with one document. */
export const ofOneUnit = (count) =>
  Array.from({ length: count }, (_, n) => ({ subject: `colleague-${n}`, kind: 'unit', unit: station, topic: station }));

/** Each on a case of their own: those that will move first. */
export async function onCases(server, database, count) {
  const rows = await run(server.url(database), [
    `select id from core."case" where at_2 = '${station}' order by (state = 'reported') desc, md5(id::text) limit ${count}`,
  ]);
  return rows.map(({ id }, n) => ({ subject: `colleague-${n}`, kind: 'case', id, topic: id }));
}

/** Officers of the first grid, 25, and of 199 others: everybody on all that they see. */
export const overUnits = (count) =>
  Array.from({ length: 5_000 }, (_, n) => n)
    .sort((one, other) => (one % 200) - (other % 200) || one - other)
    .slice(0, count)
    .map((n) => ({ subject: `watcher-${n}`, kind: 'all', topic: gridOf(n % 200) }));

const gridOf = (at) => idOf(`unit C0-K${Math.floor(at / 20)}-G${String(at % 20).padStart(2, '0')}`);
