import { randomUUID } from 'node:crypto';

const shared = 'id number summary state phase';
const parties = 'parties { side name }';
const caseById = `query Case($id: ID!) { medicalDispute(id: $id) { ${shared} version openedAt unit { name } ${parties}
  details { hospital { name } department claimedAmount areRecordsSealed } events(last: 3) { move at state phase } } }`;
const page = `query Page($unit: ID!, $level: Int!) { cases(unit: $unit, level: $level) {
  ${shared} unit { name } ${parties} events(last: 1) { move at } } }`;
const mixed = `query Mixed($unit: ID!, $level: Int!) { mixed(unit: $unit, level: $level) { __typename ${shared} unit { name }
  ... on CommunityDispute { details { kind disputedAmount } }
  ... on MedicalDispute { details { department claimedAmount } }
  ... on NightMarketDispute { details { matter zone } }
  ... on ServiceRequest { details { measureCode requestedService } }
  ... on BusinessComplaint { details { ground amountAtStake } } } }`;
const counts = 'query Counts($unit: ID!, $from: String!) { counts(unit: $unit, from: $from) { type phase cases } }';
const signFor = `mutation Sign($id: ID!, $version: Int!, $actor: ID!, $unit: ID!, $key: ID!) {
  signFor(id: $id, version: $version, actor: $actor, unit: $unit, key: $key) { state phase version events(last: 1) { move at } } }`;

const typeOf = (name) => name.replace(/[A-Z]/g, (letter, at) => (at ? '-' : '') + letter.toLowerCase());
const caseOf = ({ unit, details, ...rest }) => ({
  ...rest,
  unit: unit.name,
  details: { ...details, hospital: details.hospital?.name ?? null },
});
const rowOf = ({ unit, events, ...rest }) => ({ ...rest, unit: unit.name, event: events[0] });
const mixedOf = ({ __typename, unit, ...rest }) => ({ ...rest, type: typeOf(__typename), unit: unit.name });
const signedOf = ({ state, phase, version, events: [{ move }] }) => ({ state, phase, version, move });

/** What the hand-written peers are sent, at this path. */
export const sdlAsks = (path) => {
  const post = (query, variables) => ({ path, body: JSON.stringify({ query, variables }) });
  return {
    case: { send: ({ id }) => [post(caseById, { id })], read: ([{ data }]) => caseOf(data.medicalDispute) },
    page: { send: ({ unit, level }) => [post(page, { unit, level })], read: ([{ data }]) => data.cases.map(rowOf) },
    mixed: { send: ({ unit, level }) => [post(mixed, { unit, level })], read: ([{ data }]) => data.mixed.map(mixedOf) },
    counts: { send: ({ unit, from }) => [post(counts, { unit, from })], read: ([{ data }]) => data.counts },
    sign: {
      send: ({ id, version, actor, unit }) => [post(signFor, { id, version, actor, unit, key: randomUUID() })],
      read: ([{ data }]) => signedOf(data.signFor),
    },
  };
};
