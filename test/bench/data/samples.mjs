import { idOf, units, until } from './ids.mjs';
import { run } from './server.mjs';

/** As the platform writes it where the assignment is the purpose. */
const purpose = '承办本案 · the case is assigned to the reader';
const actor = idOf('person officer');
const province = idOf('unit P');
const days = 86_400_000;

/** What requests are about, the same for all contestants: ids that exist in the database, in an order that hash decides. */
export async function sampleOf(server, database) {
  const rows = (sql) => run(server.url(database), [sql]);
  const medical = `core."case" c join core.party p on p.shard = c.shard and p.case_id = c.id and p.side = 'applicant' where c.type = 'medical-dispute'`;
  const cases = await rows(`select c.id from ${medical} order by md5(c.id::text) limit 5000`);
  const sealed = await rows(`select c.id from ${medical} order by c.id desc limit 2000`);
  const unsigned = await rows(
    `select id, version from core."case" where state = 'reported' and type = 'community-dispute' order by md5(id::text) limit 20000`,
  );
  return {
    cases,
    opened: sealed.map((one) => ({ ...one, actor, unit: province, purpose })),
    unsigned: unsigned.map((one) => ({ ...one, actor, unit: province })),
    pages: { grid: unitAt('grid', 3), city: unitAt('city', 1), province: unitAt('province', 0) },
    month: { unit: idOf(`unit ${units.city}`), from: monthBefore(), fromId: firstIdAt(monthBefore()) },
  };
}

const unitAt = (name, level) => ({ unit: idOf(`unit ${units[name]}`), level });
const monthBefore = () => new Date(Date.parse(until) - 30 * days).toISOString();

/** The smallest id that a case opened at this instant can have: UUIDv7 begins with milliseconds. */
function firstIdAt(instant) {
  const hex = Date.parse(instant).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
