/** An actor as the desk writes it. */
const actor = (kind, role, { person, unit }) =>
  `jsonb_build_object('kind', ${kind}, 'role', ${role}, 'personId', ${person}, 'unitId', ${unit})`;

const worker = (role) => actor(`'post'`, role, { person: 'worker_id', unit: 'station_id' });
const resident = (kind, role) => actor(`'${kind}'`, `'${role}'`, { person: 'resident_id', unit: 'null::uuid' });
const by = (handed, further, withdrawn) => `case fate when 'handed' then ${handed} when 'further' then ${further} else ${withdrawn} end`;

/** The nth entry of every case. */
const entry = (ordinal, given) => `
select n, ${ordinal} as ordinal, shard, id as case_id, type as case_type, ${given.at} as at, ${given.type} as type, ${given.actor} as actor,
  ${given.unit} as unit_code, ${given.previous} as previous_code, ${given.before[0]} as state_before, ${given.after[0]} as state_after,
  ${given.before[1]} as phase_before, ${given.after[1]} as phase_after
from bench_case`;

const further = `case move when 'arrive' then 'atScene' else 'accepted' end`;
const entries = [
  entry(1, {
    at: 'opened_at',
    type: `'opened'`,
    actor: resident('resident', 'resident'),
    unit: 'first_code',
    previous: 'null::text',
    before: ['null::text', 'null::text'],
    after: [`'reported'`, `'intake'`],
  }),
  entry(2, {
    at: 'signed_at',
    type: `'signFor'`,
    actor: worker('role'),
    unit: 'first_code',
    previous: 'first_code',
    before: [`'reported'`, `'intake'`],
    after: [`'signed'`, `'intake'`],
  }),
  entry(3, {
    at: 'third_at',
    type: by(`'transfer'`, 'move', `'withdraw'`),
    actor: by(worker('role'), worker('role'), resident('side', 'applicant')),
    unit: 'unit_code',
    previous: 'first_code',
    before: [`'signed'`, `'intake'`],
    after: [by(`'reported'`, further, `'withdrawn'`), by(`'intake'`, `'handling'`, `'closed'`)],
  }),
].join(' union all ');

/** Gapless positions per shard, in the order in which things happened. */
export const insertEntries = [
  `insert into core.entry (shard, position, id, subject_kind, subject_id, subject_version, case_id, case_type, type_version, type,
     unit_id, previous_unit_id, state_before, state_after, phase_before, phase_after, audience, actor, happened_at, recorded_at, payload)
   select e.shard, row_number() over (partition by e.shard order by e.at, e.n, e.ordinal), 
     (lpad(to_hex(floor(extract(epoch from e.at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 3) || substr(h, 7, 12))::uuid,
     'case', e.case_id, e.ordinal, e.case_id, e.case_type, 1, e.type, u.id, v.id, e.state_before, e.state_after, e.phase_before, e.phase_after,
     'case', e.actor, e.at, e.at, '{}'
   from (select x.*, md5('entry ' || n || ' ' || ordinal) as h from (${entries}) x) e
   join core.unit u on u.code = e.unit_code left join core.unit v on v.code = e.previous_code`,
  `update core.shard s set position = e.last from (select shard, max(position) as last from core.entry group by shard) e where e.shard = s.shard`,
];

export const insertNumbers = `insert into core.case_number (number, case_id) select number, id from core."case"`;
