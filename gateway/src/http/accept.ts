const served = new Set(['*/*', 'application/*', 'application/json', 'application/graphql-response+json']);

/**
 * May we answer in JSON? Asked before the operation runs: Apollo looks at Accept only when it prints the answer, and by then a
 * mutation has happened.
 */
export function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return served.has(type) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
