import { residents } from './registry.mjs';
import { until } from './ids.mjs';

/** A number from 0 to 1 out of eight hexadecimal digits of the case's hash. */
const share = (at) => `(('x' || substr(h, ${at}, 8))::bit(32)::bigint / 4294967296.0)`;

/** Which type, by share; where its third move leads while it is open, and which clock is then due after how long. */
export const types = [
  { name: 'community-dispute', plugin: 'community-disputes', below: 0.6, move: 'accept', role: 'officer', clock: 'onSpot', from: 'opened' },
  { name: 'medical-dispute', plugin: 'medical-disputes', below: 0.72, move: 'accept', role: 'mediationOffice', clock: 'mediationLimit' },
  { name: 'night-market-dispute', plugin: 'night-market-disputes', below: 0.82, move: 'arrive', role: 'officer', clock: 'onSpot' },
  { name: 'service-request', plugin: 'business-environment', below: 0.92, move: 'accept', role: 'serviceWindow', clock: 'service' },
  { name: 'business-complaint', plugin: 'business-environment', below: 1.1, move: 'accept', role: 'serviceWindow', clock: 'answer' },
];
/** Working days counted as five in seven: the law's own calendar would cost a minute of arithmetic and change no figure. */
const length = {
  'community-dispute': '72 hours',
  'medical-dispute': '42 days',
  'night-market-dispute': '60 minutes',
  'service-request': '14 days',
  'business-complaint': '21 days',
};

const pick = (column) => `case ${types.map((one) => `when t < ${one.below} then '${one[column]}'`).join(' ')} end`;
const due = types.map((one) => `when '${one.name}' then ${one.from ?? 'third'}_at + interval '${length[one.name]}'`).join(' ');

/**
 * One row a case with all that the other tables repeat. Three entries each: opened, signed for, and then handed on (15 %, open to be
 * signed for again), taken further (25 %) or withdrawn (60 %). The tree is skewed: of ten cities the first has a third of the cases.
 */
export const draft = (cases) => `
create unlogged table bench_case as
select n, id, core.shard_of(id) as shard, type, plugin, move, role, fate, opened_at, signed_at, third_at,
  'C' || c || '-K' || k || '-G' || to_char(g, 'FM00') as unit_code,
  'C' || c || '-K' || k || '-G' || to_char(case fate when 'handed' then (g + 1) % 20 else g end, 'FM00') as first_code,
  pg_temp.id_of('person station-' || c || '-' || k) as worker_id, pg_temp.id_of('person resident-' || n % ${residents(cases)}) as resident_id,
  pg_temp.id_of('unit C' || c || '-K' || k) as station_id, pg_temp.id_of('unit C' || c || '-H') as hospital_id, h
from (select r.*, floor(10 * power(u, 2))::integer as c, floor(10 * power(v, 1.5))::integer as k, floor(20 * power(w, 1.5))::integer as g,
  opened_at + interval '20 minutes' as signed_at, opened_at + interval '20 minutes' + make_interval(mins => 10 + floor(600 * ${share(25)})::integer) as third_at,
  (lpad(to_hex(floor(extract(epoch from opened_at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 3) || substr(h, 21, 12))::uuid as id,
  ${pick('name')} as type, ${pick('plugin')} as plugin, ${pick('move')} as move, ${pick('role')} as role,
  case when p < 0.15 then 'handed' when p < 0.4 then 'further' else 'withdrawn' end as fate
 from (select n, h, ${share(1)} as u, ${share(9)} as v, ${share(17)} as w, ${share(5)} as t, ${share(13)} as p,
   timestamptz '${until}' - make_interval(secs => (${cases} - n) * (94608000.0 / ${cases})) as opened_at
  from (select n, md5('case ' || n) as h from generate_series(0, ${cases - 1}) n) m) r) one`;

const level = [0, 1, 2, 3, 4, 5, 6, 7];
export const ancestors = level.map((one) => `at_${one}`).join(', ');
const paths = level.map((one) => `u.path[${one + 1}]`).join(', ');
const by = (handed, further, withdrawn) => `case fate when 'handed' then ${handed} when 'further' then ${further} else ${withdrawn} end`;

export const insertCases = `
insert into core."case" (id, type, type_version, jurisdiction, number, version, summary, state, phase, outcome, unit_id, ${ancestors},
  handler_id, handler_post, handler_unit, opened_at, entered_at, closed_at, changed_at, due_at, due_clock, last_move)
select b.id, b.type, 1, plugin, to_char(opened_at, 'YYYY') || '-' || substr(x, 1, 4) || '-' || substr(x, 5, 4) || '-' || substr(x, 9),
  3, '第 ' || n || ' 号事项 Matter ' || n || ' of the benchmark',
  ${by(`'reported'`, `case move when 'arrive' then 'atScene' else 'accepted' end`, `'withdrawn'`)}, ${by(`'intake'`, `'handling'`, `'closed'`)},
  ${by('null', 'null', `'withdrawn'`)}, u.id, ${paths},
  ${by('null', 'worker_id', 'worker_id')}, ${by('null', 'role', 'role')}, ${by('null', 'station_id', 'station_id')},
  opened_at, third_at, ${by('null', 'null', 'third_at')}, third_at,
  ${by(`third_at + interval '30 minutes'`, `case type ${due} end`, `'infinity'`)},
  ${by(`'signFor'`, `case type ${types.map((one) => `when '${one.name}' then '${one.clock}'`).join(' ')} end`, 'null')},
  ${by(`'transfer'`, 'move', `'withdraw'`)}
from (select *, lpad(upper(to_hex(n)), 12, '0') as x from bench_case) b join core.unit u on u.code = b.unit_code order by n`;

const clock = ({ code, from, due: end, ended, state, where }) => `
insert into core.clock (shard, case_id, code, started_at, due_at, ended_at, state)
select shard, id, ${code}, ${from}, ${end}, ${ended}, '${state}' from bench_case${where ? ` where ${where}` : ''}`;

const half = (at) => `${at} + interval '30 minutes'`;
/** What the desk would have kept: time to sign, once or twice, and what runs now. */
export const insertClocks = [
  clock({ code: `'signFor'`, from: 'opened_at', due: half('opened_at'), ended: 'signed_at', state: 'met' }),
  clock({ code: `'signFor'`, from: 'third_at', due: half('third_at'), ended: 'null', state: 'running', where: `fate = 'handed'` }),
  clock({
    code: `case type ${types.map((one) => `when '${one.name}' then '${one.clock}'`).join(' ')} end`,
    from: `case type when 'community-dispute' then opened_at else third_at end`,
    due: `case type ${due} end`,
    ended: 'null',
    state: 'running',
    where: `fate = 'further' or (fate = 'handed' and type = 'community-dispute')`,
  }),
];
