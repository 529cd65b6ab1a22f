/** The schema that hand-written peers publish: the same fields under the same names, without rights. */
const fields = `id: ID! number: String! summary: String! state: String! phase: String! version: Int! openedAt: String!
  unit: Unit! parties: [Party!]! events(last: Int!): [Event!]!`;
const type = (name, details) => `type ${name} implements Case { ${fields} details: ${name}Details } type ${name}Details { ${details} }`;

export const typeDefs = `
interface Case { ${fields} }
type Unit { id: ID! name: String! }
type Party { side: String! name: String }
type Event { move: String! at: String! state: String phase: String }
type Count { type: String! phase: String! cases: Int! }
type Opened { side: String! name: String! }
${type('CommunityDispute', 'kind: String disputedAmount: Float')}
${type('MedicalDispute', 'hospital: Unit department: String claimedAmount: Float areRecordsSealed: Boolean')}
${type('NightMarketDispute', 'matter: String zone: String')}
${type('ServiceRequest', 'measureCode: String requestedService: String')}
${type('BusinessComplaint', 'ground: String amountAtStake: Float')}
type Query {
  medicalDispute(id: ID!): MedicalDispute
  cases(unit: ID!, level: Int!): [Case!]!
  mixed(unit: ID!, level: Int!): [Case!]!
  counts(unit: ID!, from: String!): [Count!]!
}
type Mutation {
  signFor(id: ID!, version: Int!, actor: ID!, unit: ID!, key: ID!): Case
}`;

/** Case types by name, with the GraphQL type, and the table and columns of their details. */
export const caseTypes = {
  'community-dispute': {
    type: 'CommunityDispute',
    table: 'community_disputes.community_dispute_details',
    columns: { kind: 'kind', disputedAmount: 'disputed_amount' },
  },
  'medical-dispute': {
    type: 'MedicalDispute',
    table: 'medical_disputes.medical_dispute_details',
    columns: { hospitalId: 'hospital', department: 'department', claimedAmount: 'claimed_amount', areRecordsSealed: 'are_records_sealed' },
  },
  'night-market-dispute': {
    type: 'NightMarketDispute',
    table: 'night_market_disputes.night_market_dispute_details',
    columns: { matter: 'matter', zone: 'zone' },
  },
  'service-request': {
    type: 'ServiceRequest',
    table: 'business_environment.service_request_details',
    columns: { measureCode: 'measure_code', requestedService: 'requested_service' },
  },
  'business-complaint': {
    type: 'BusinessComplaint',
    table: 'business_environment.business_complaint_details',
    columns: { ground: 'ground', amountAtStake: 'amount_at_stake' },
  },
};
