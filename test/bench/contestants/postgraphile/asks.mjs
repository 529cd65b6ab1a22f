import { randomUUID } from 'node:crypto';

const post = (query, variables) => ({ path: '/graphql', body: JSON.stringify({ query, variables }) });
const shared = 'rowId number summary state phase';
const unit = 'unitByUnitId { nameEn }';
const parties = 'parties(orderBy: [SIDE_ASC, ROW_ID_ASC]) { nodes { side masks(condition: { field: "name" }) { nodes { mask } } } }';
const entries = (last, fields) => `entries(last: ${last}, orderBy: POSITION_ASC) { nodes { ${fields} } }`;

const caseById = `query Case($id: UUID!) { caseByRowId(rowId: $id) { ${shared} version openedAt ${unit} ${parties}
  medicalDisputeDetails { hospitalUnit { nameEn } department claimedAmount areRecordsSealed }
  ${entries(3, 'type happenedAt stateAfter phaseAfter')} } }`;
const page = (level) => `query Page($unit: UUID!) {
  allCases(first: 50, condition: { at${level}: $unit, closedAt: null }, orderBy: [DUE_AT_ASC, ROW_ID_ASC]) {
    nodes { ${shared} ${unit} ${parties} ${entries(1, 'type happenedAt')} } } }`;
const mixed = (level) => `query Mixed($unit: UUID!) { allCases(first: 100, condition: { at${level}: $unit }, orderBy: ROW_ID_DESC) { nodes {
  type ${shared} ${unit}
  communityDisputeDetails { kind disputedAmount }
  medicalDisputeDetails { department claimedAmount }
  nightMarketDisputeDetails { matter zone }
  serviceRequestDetails { measureCode requestedService }
  businessComplaintDetails { ground amountAtStake } } } }`;
const counts = `query Counts($unit: UUID!, $from: Datetime!) { benchCountsOf(unit: $unit, since: $from) { nodes { type phase cases } } }`;
const signFor = `mutation Sign($input: BenchSignForInput!) { benchSignFor(input: $input) { result { state phase version ${entries(1, 'type')} } } }`;

/** Its `bigint` is text, as JSON's numbers may not hold one. */
const amounts = ['claimedAmount', 'disputedAmount', 'amountAtStake'];
const numbered = (details) =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, amounts.includes(name) && value !== null ? Number(value) : value]),
  );

const sharedOf = ({ rowId, number, summary, state, phase }) => ({ id: rowId, number, summary, state, phase });
const partiesOf = (one) => one.parties.nodes.map(({ side, masks }) => ({ side, name: masks.nodes[0]?.mask ?? null }));
const eventOf = ({ type, happenedAt, stateAfter, phaseAfter }) => ({
  move: type,
  at: happenedAt,
  ...(stateAfter && { state: stateAfter, phase: phaseAfter }),
});

function caseOf(one) {
  const { hospitalUnit, ...details } = one.medicalDisputeDetails;
  return {
    ...sharedOf(one),
    version: one.version,
    openedAt: one.openedAt,
    unit: one.unitByUnitId.nameEn,
    parties: partiesOf(one),
    details: { ...numbered(details), hospital: hospitalUnit?.nameEn ?? null },
    events: one.entries.nodes.map(eventOf),
  };
}

const rowOf = (one) => ({ ...sharedOf(one), unit: one.unitByUnitId.nameEn, parties: partiesOf(one), event: eventOf(one.entries.nodes[0]) });

function mixedOf(one) {
  const [details] = Object.entries(one).filter(([name, value]) => name.endsWith('Details') && value !== null);
  return { ...sharedOf(one), type: one.type, unit: one.unitByUnitId.nameEn, details: numbered(details[1]) };
}

const signedOf = ({ state, phase, version, entries: { nodes } }) => ({ state, phase, version, move: nodes[0].type });

export const asks = {
  case: { send: ({ id }) => [post(caseById, { id })], read: ([{ data }]) => caseOf(data.caseByRowId) },
  page: { send: ({ unit: id, level }) => [post(page(level), { unit: id })], read: ([{ data }]) => data.allCases.nodes.map(rowOf) },
  mixed: { send: ({ unit: id, level }) => [post(mixed(level), { unit: id })], read: ([{ data }]) => data.allCases.nodes.map(mixedOf) },
  counts: { send: ({ unit: id, from }) => [post(counts, { unit: id, from })], read: ([{ data }]) => data.benchCountsOf.nodes },
  sign: {
    send: ({ id, version, actor, unit: at }) => [post(signFor, { input: { id, version, actor, unit: at, key: randomUUID() } })],
    read: ([{ data }]) => signedOf(data.benchSignFor.result),
  },
};
