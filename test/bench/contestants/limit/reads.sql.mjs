/** The statements of the limit: each is one, named and prepared once a connection, and PostgreSQL builds the whole answer. */
const parties = `(select coalesce(json_agg(json_build_object('side', p.side, 'name', (select m.mask from core.mask m
    where m.shard = p.shard and m.case_id = p.case_id and m.subject_id = p.id and m.field = 'name')) order by p.side, p.id), '[]')
  from core.party p where p.shard = c.shard and p.case_id = c.id)`;

const events = `(select json_agg(json_build_object('move', e.type, 'at', e.happened_at, 'state', e.state_after, 'phase', e.phase_after) order by e.position)
  from (select e.type, e.happened_at, e.state_after, e.phase_after, e.position from core.entry e where e.case_id = c.id order by e.position desc limit 3) e)`;
const lastEvent = `(select json_build_object('move', e.type, 'at', e.happened_at) from core.entry e where e.case_id = c.id order by e.position desc limit 1)`;

const unit = `(select u.name_en from core.unit u where u.id = c.unit_id)`;
const shared = `'id', c.id, 'number', c.number, 'summary', c.summary, 'state', c.state, 'phase', c.phase, 'unit', ${unit}`;

export const caseById = `select json_build_object(${shared}, 'version', c.version, 'openedAt', c.opened_at, 'parties', ${parties},
  'details', (select json_build_object('hospital', (select h.name_en from core.unit h where h.id = d.hospital), 'department', d.department,
      'claimedAmount', d.claimed_amount, 'areRecordsSealed', d.are_records_sealed)
    from medical_disputes.medical_dispute_details d where d.shard = c.shard and d.case_id = c.id),
  'events', ${events})::text as answer
from core."case" c where c.id = $1`;

/** Columns by name: a whole row of a case would be copied through the sort. */
const columns = 'id, shard, type, number, summary, state, phase, unit_id, due_at';
const pageOf = (
  column,
) => `select coalesce(json_agg(json_build_object(${shared}, 'parties', ${parties}, 'event', ${lastEvent})), '[]')::text as answer
from (select ${columns} from core."case" where ${column} = $1 and closed_at is null order by due_at, id limit 50) c`;
export const pages = [0, 1, 2, 3].map((level) => pageOf(`at_${level}`));

const details = {
  'community-dispute': ['community_disputes.community_dispute_details', `'kind', d.kind, 'disputedAmount', d.disputed_amount`],
  'medical-dispute': ['medical_disputes.medical_dispute_details', `'department', d.department, 'claimedAmount', d.claimed_amount`],
  'night-market-dispute': ['night_market_disputes.night_market_dispute_details', `'matter', d.matter, 'zone', d.zone`],
  'service-request': [
    'business_environment.service_request_details',
    `'measureCode', d.measure_code, 'requestedService', d.requested_service`,
  ],
  'business-complaint': ['business_environment.business_complaint_details', `'ground', d.ground, 'amountAtStake', d.amount_at_stake`],
};
const detailsOf = ([type, [table, fields]]) =>
  `when '${type}' then (select json_build_object(${fields}) from ${table} d where d.shard = c.shard and d.case_id = c.id)`;

export const mixedPage = `select coalesce(json_agg(json_build_object(${shared}, 'type', c.type,
    'details', case c.type ${Object.entries(details).map(detailsOf).join(' ')} end)), '[]')::text as answer
from (select ${columns} from core."case" where at_1 = $1 order by id desc limit 100) c`;

/** The live aggregate over a city's subtree: ids carry the instant at which the case was opened, so one index range holds the 30 days. */
export const counts = `select coalesce(json_agg(json_build_object('type', type, 'phase', phase, 'cases', cases) order by type, phase), '[]')::text as answer
from (select type, phase, count(*) as cases from core."case" where at_1 = $1 and id >= $2 and opened_at >= $3 group by type, phase) x`;
