import { globalId } from '../../data/ids.mjs';

const change = `__typename ... on Change { move at cursor caseId entering { code phase }
  case { number summary status { code phase } unit { name } } }`;
const documents = {
  unit: `subscription Unit($unit: ID!) { caseEvents(filter: { unit: $unit }) { ${change} } }`,
  case: `subscription Case($id: ID!) { caseChanged(id: $id) { ${change} } }`,
  all: `subscription All { caseEvents { ${change} } }`,
};

/** What a subscriber of the gateway sends, each with a token of a person of their own. */
export async function streamOf({ subject, kind, unit, id }, issuer) {
  const variables = { unit: { unit: globalId('unit', unit ?? '') }, case: { id: globalId('case', id ?? '') }, all: {} }[kind];
  return { init: { authorization: `Bearer ${await issuer.token(subject)}`, language: 'en' }, query: documents[kind], variables };
}
