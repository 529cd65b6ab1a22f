const event = 'move at entering { code phase }';
const shared = 'id number summary status { code phase }';
const parties = 'parties { side name { text isMasked } }';

/** Ordinary documents in the published schema: what a frontend would send. */
export const caseById = `query Case($id: ID!) {
  medicalDispute(id: $id) {
    ${shared} version openedAt unit { name } ${parties}
    details { hospital { name } department claimedAmount areRecordsSealed }
    history(last: 3) { nodes { ${event} } }
  }
}`;

/** The same for whoever handles the case, with the names in it. */
export const openedById = caseById.replace('history(', 'opened(classes: [IDENTITY]) { party { side } field value { text } } history(');

export const page = `query Page($unit: ID!) {
  cases(first: 50, orderBy: DUE_FIRST, filter: { unit: $unit }) {
    nodes { ${shared} unit { name } ${parties} history(last: 1) { nodes { move at } } }
  }
}`;

export const mixedPage = `query Mixed($unit: ID!) {
  cases(first: 100, orderBy: OPENED_LATEST, filter: { unit: $unit }) {
    nodes {
      __typename ${shared} unit { name }
      ... on CommunityDispute { details { kind disputedAmount } }
      ... on MedicalDispute { details { department claimedAmount } }
      ... on NightMarketDispute { details { matter zone } }
      ... on ServiceRequest { details { measureCode requestedService } }
      ... on BusinessComplaint { details { ground amountAtStake } }
    }
  }
}`;

export const signFor = `mutation Sign($input: MoveCommunityDisputeInput!) {
  moveCommunityDispute(input: $input) { case { version status { code phase } } change { move at } }
}`;

export const counts = `query Counts($unit: ID!, $from: Date!, $until: Date!) {
  unit(id: $unit) { caseCounts(from: $from, until: $until) { counts { type phase count } } }
}`;
