import { caseTypes } from '../sdl.mjs';

/** Hand-written SQL, each named: `pg` prepares it once a connection. */
const caseColumns = `c.id, c.shard, c.type, c.number, c.summary, c.state, c.phase, c.version, c.opened_at as "openedAt", c.unit_id as "unitId"`;

const page = (level) =>
  `select ${caseColumns} from core."case" c where at_${level} = $1 and closed_at is null order by due_at, id limit 50`;
const mixed = (level) => `select ${caseColumns} from core."case" c where at_${level} = $1 order by id desc limit 100`;
const details = ({ table, columns }) => {
  const named = Object.entries(columns).map(([name, column]) => `d.${column} as "${name}"`);
  return `select d.case_id as "caseId", ${named.join(', ')} from unnest($1::smallint[], $2::uuid[]) w (shard, id)
    join ${table} d on d.shard = w.shard and d.case_id = w.id`;
};

export const statements = {
  case: `select ${caseColumns} from core."case" c where id = $1`,
  ...Object.fromEntries(
    [0, 1, 2, 3].flatMap((level) => [
      [`page${level}`, page(level)],
      [`mixed${level}`, mixed(level)],
    ]),
  ),
  units: `select id, name_en as name from core.unit where id = any ($1)`,
  parties: `select p.case_id as "caseId", p.side, m.mask as name from unnest($1::smallint[], $2::uuid[]) w (shard, id)
    join core.party p on p.shard = w.shard and p.case_id = w.id
    left join core.mask m on m.shard = p.shard and m.case_id = p.case_id and m.subject_id = p.id and m.field = 'name' order by p.side, p.id`,
  events: `select e.case_id as "caseId", e.type as move, e.happened_at as at, e.state_after as state, e.phase_after as phase
    from unnest($1::uuid[]) w (id) cross join lateral (
      select * from core.entry e where e.case_id = w.id order by e.position desc limit $2) e order by e.case_id, e.position`,
  ...Object.fromEntries(Object.entries(caseTypes).map(([type, one]) => [`details ${type}`, details(one)])),
  counts: `select type, phase, count(*)::integer as cases from core."case" where at_1 = $1 and opened_at >= $2 group by type, phase order by type, phase`,
};

const actor = `jsonb_build_object('kind', 'post', 'role', 'officer', 'personId', $1::uuid, 'unitId', $2::uuid)`;

/** What a move writes, as one would write it by hand: statement after statement in a transaction. */
export const moveStatements = {
  next: `select k.code, k.due_at from core.clock k where k.shard = core.shard_of($1) and k.case_id = $1 and k.ended_at is null and k.code <> 'signFor'`,
  update: `update core."case" set version = version + 1, state = 'signed', handler_id = $3, handler_post = 'officer', handler_unit = $4,
    entered_at = $5, changed_at = $5, last_move = 'signFor', due_at = coalesce($6::timestamptz, 'infinity'), due_clock = $7
    where id = $1 and version = $2 and state = 'reported' returning id, shard, type, type_version, version, unit_id, state, phase`,
  clock: `update core.clock set ended_at = case code when 'signFor' then $3::timestamptz end,
    state = case when $3 > due_at then 'missed' when code = 'signFor' then 'met' else 'running' end
    where shard = $1 and case_id = $2 and ended_at is null`,
  key: `insert into core.idempotency (actor, key, hash, case_id, version, entry_id) values ($1, $2, $3, $4, $5, $6)`,
  counter: `update core.shard set position = position + 1 where shard = $1 returning position`,
  entry: `insert into core.entry (shard, position, id, subject_kind, subject_id, subject_version, case_id, case_type, type_version, type,
    unit_id, previous_unit_id, state_before, state_after, phase_before, phase_after, audience, actor, happened_at, payload)
    values ($3, $4, $5, 'case', $6, $7, $6, $8, $9, 'signFor', $10, $10, 'reported', 'signed', 'intake', 'intake', 'case', ${actor}, $11, '{}')`,
};
