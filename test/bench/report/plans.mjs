const wanted = /^W(1|2 grid|2 province|4)$/;
const longest = 1_500;

/** Plans of the gateway's statements at the largest size, and what they say of ten times as many cases. */
export function planSection({ requests }) {
  const largest = Math.max(...requests.map(({ cases }) => cases));
  const shown = requests.filter(({ workload, cases }) => cases === largest && wanted.test(workload.name)).flatMap(plansOf);
  if (shown.length === 0) return '';
  return `## At 10,000,000 cases

Not measured: reasoned from the plans below, which PostgreSQL chose at ${largest.toLocaleString('en')} cases without knowing the values. A
node that reads through an index costs the depth of its tree and the rows it returns. With ten times the rows each of the large indexes grows by
at most one level, one buffer for each descent; the rows that a page, a case or a rollup returns stay the same. A plan that held a sequential scan of
\`core.case\` or \`core.entry\`, or a sort above an unbounded scan of them, would grow with the data: none of these may.

${shown.join('\n\n')}`;
}

function plansOf({ workload, figures }) {
  const own = figures.find(({ contestant }) => contestant === 'gateway');
  return (own?.plans ?? []).map(({ query, perRequest, buffers, rows }) =>
    [
      `<details><summary>${workload.name}: ${Math.round(buffers)} buffers a request, run ${Math.round(perRequest * 10) / 10} times</summary>`,
      fenced('sql', query.slice(0, longest)),
      fenced('text', rows.join('\n')),
      '</details>',
    ].join('\n\n'),
  );
}

const fenced = (language, text) => ['```' + language, text.trim(), '```'].join('\n');
