const table = (type, columns, values) => `
insert into ${columns.table} (shard, case_id, ${columns.names}) select shard, id, ${values} from bench_case where type = '${type}'`;

const one = (words) => `(array[${words.map((word) => `'${word}'`)}])[1 + n % ${words.length}]`;

/** Columns of the four plugins (five case types); what is personal is not among them. */
export const insertDetails = [
  table(
    'community-dispute',
    { table: 'community_disputes.community_dispute_details', names: 'kind, disputed_amount, is_family_violence_alleged' },
    `${one(['neighbours', 'housing', 'family', 'debt', 'propertyFee', 'damage'])}, n % 50000, false`,
  ),
  table(
    'medical-dispute',
    { table: 'medical_disputes.medical_dispute_details', names: 'hospital, department, claimed_amount, are_records_sealed' },
    `hospital_id, ${one(['外科', '内科', '儿科', '急诊科'])}, 1000 + n % 300000, n % 2 = 0`,
  ),
  table(
    'night-market-dispute',
    { table: 'night_market_disputes.night_market_dispute_details', names: 'matter, zone, is_minor_and_clear, involves_alcohol' },
    `${one(['noise', 'quarrel', 'price', 'stallSpace'])}, 'class2', n % 3 = 0, n % 4 = 0`,
  ),
  table(
    'service-request',
    { table: 'business_environment.service_request_details', names: 'measure_code, requested_service, documents_handed_in' },
    `'B-' || n % 90, ${one(['食品经营许可', '营业执照变更', '户外广告'])}, n % 12`,
  ),
  table(
    'business-complaint',
    { table: 'business_environment.business_complaint_details', names: 'ground, measure_code, amount_at_stake' },
    `${one(['charges', 'inspections', 'delay', 'latePayment'])}, 'B-' || n % 90, n % 900000`,
  ),
];

const party = (side, capacity, { person, where }) => `
insert into core.party (shard, case_id, id, side, capacity, person_id)
select shard, id, pg_temp.id_of('party ${side} ' || n), '${side}', '${capacity}', ${person} from bench_case${where}`;

/** Everybody has who reports; a medical dispute also has its hospital. */
export const insertParties = [
  party('applicant', 'self', { person: 'resident_id', where: '' }),
  party('respondent', 'organisation', { person: 'null', where: ` where type = 'medical-dispute'` }),
  `insert into core.involved (shard, case_id, id, person_id, relation, side, since)
   select shard, id, pg_temp.id_of('involved ' || n), resident_id, 'party', 'applicant', opened_at from bench_case`,
  `insert into core.mask (shard, case_id, subject_id, field, class, mask)
   select p.shard, p.case_id, p.id, 'name', 'identity', (array['李', '王', '张', '刘', '陈', '杨'])[1 + b.n % 6] || '**'
   from core.party p join bench_case b on b.id = p.case_id`,
];

/** As many bytes as a sealed name and a sealed key have; those that are opened are sealed for real afterwards. */
const noise = (bytes) => `decode(substr(repeat(md5(p.id::text), ${Math.ceil(bytes / 16)}), 1, ${2 * bytes}), 'hex')`;
export const insertSealed = [
  `insert into privacy.key (subject_id, sealed) select p.id, ${noise(68)} from core.party p where p.side = 'applicant'`,
  `insert into privacy.value (shard, case_id, subject_id, field, class, sealed)
   select p.shard, p.case_id, p.id, 'name', 'identity', ${noise(37)} from core.party p where p.side = 'applicant'`,
];

/** Cases whose reporter's name is opened: the newest medical disputes. */
export const opened = (limit) => `select p.case_id as "caseId", p.id as "partyId" from core.party p join bench_case b on b.id = p.case_id
  where b.type = 'medical-dispute' and p.side = 'applicant' order by b.n desc limit ${limit}`;
