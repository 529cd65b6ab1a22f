const served = new Set(['*/*', 'application/*', 'application/json', 'application/graphql-response+json']);

/**
 * May we answer in JSON? Asked before the operation runs: Apollo looks at Accept only when it prints the answer, and by then a
 * mutation has happened.
 */
export function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return typesIn(accept).some((type) => served.has(type));
}

/** The type that an answer of our own bears: a client that reads refusals as GraphQL, whatever their status, says so. */
export const jsonFor = (accept: string | undefined): string =>
  `${typesIn(accept ?? '').includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`;

/** In lower case, without those that are refused with `q=0`. */
const typesIn = (accept: string): readonly string[] =>
  accept.split(',').flatMap((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [type];
  });
