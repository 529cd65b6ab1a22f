const detailTables = [
  'community_disputes.community_dispute_details',
  'night_market_disputes.night_market_dispute_details',
  'business_environment.service_request_details',
  'business_environment.business_complaint_details',
];
/** Both columns of the key, so that its index is used. */
const toCase = '(shard, case_id) references core.case (shard, id)';
const details = (field) => `${toCase}|@fieldName case|@foreignSingleFieldName ${field}`;
const camel = (name) => name.split('.')[1].replace(/_([a-z])/g, (_all, letter) => letter.toUpperCase());

/** Relations that the tables do not declare as constraints, told the way PostGraphile is told: by smart tags. */
export const tags = {
  version: 1,
  config: {
    class: {
      'core.case': { tags: { unique: 'shard,id' } },
      'core.party': { tags: { foreignKey: `${toCase}|@foreignFieldName parties` } },
      'core.entry': { tags: { foreignKey: '(case_id) references core.case (id)|@foreignFieldName entries' } },
      'core.mask': {
        tags: { foreignKey: '(shard, case_id, subject_id) references core.party (shard, case_id, id)|@foreignFieldName masks' },
      },
      ...Object.fromEntries(detailTables.map((table) => [table, { tags: { foreignKey: details(camel(table)) } }])),
      'medical_disputes.medical_dispute_details': {
        tags: {
          foreignKey: [details('medicalDisputeDetails'), '(hospital) references core.unit (id)|@fieldName hospitalUnit'],
        },
      },
    },
    attribute: {
      ...Object.fromEntries([0, 1, 2, 3].map((level) => [`core.case.at_${level}`, { tags: { behavior: '+filterBy' } }])),
      'core.case.due_at': { tags: { behavior: '+orderBy +filterBy' } },
      'core.case.closed_at': { tags: { behavior: '+orderBy +filterBy' } },
      'core.entry.position': { tags: { behavior: '+orderBy' } },
      'core.party.side': { tags: { behavior: '+orderBy' } },
      'core.mask.field': { tags: { behavior: '+filterBy' } },
    },
  },
};
