const isPeer = ({ contestant }) => contestant !== 'gateway' && contestant !== 'limit' && contestant !== 'loop';
const round = (number) => Math.round(number * 100) / 100;

/** One row of the table for each workload: what was measured, what was promised, whether it holds. Shares are of CPU, server and PostgreSQL together. */
export function judged({ requests, subscriptions, growth, starts }) {
  return [
    ...requests.flatMap(judgedRequest),
    ...subscriptions.map(judgedMore),
    ...growth.map((one) => ({
      ...one,
      target: `at most ${one.most} times`,
      measured: `${round(one.times)} times`,
      verdict: one.times <= one.most ? 'met' : 'short',
    })),
    ...starts.map(judgedMore),
  ];
}

function judgedRequest({ workload, cases, figures, behind }) {
  const own = figures.find(({ contestant }) => contestant === 'gateway');
  const limit = figures.find(({ contestant }) => contestant === 'limit');
  const peers = figures.filter(isPeer);
  const promised = { share: typeof workload.share === 'object' ? workload.share[cases] : workload.share, best: workload.best };
  const common = { name: workload.name, title: workload.title, cases, figures, target: targetOf(promised) };
  if (!own) return [{ ...common, measured: 'not built', verdict: 'not built' }];
  const best = peers.length > 0 ? Math.min(...peers.map(({ cpu }) => cpu)) : undefined;
  const found = {
    ofLimit: round(limit.cpu / own.cpu),
    ...(best !== undefined && { ofBest: round(best / own.cpu), limitOfBest: round(best / limit.cpu) }),
  };
  const measured = [`${found.ofLimit} of the limit`, ...besidePeers(found), ...late(behind)].join(', ');
  return [{ ...common, ...found, measured, verdict: isMet(promised, found) && (behind ?? 0) === 0 ? 'met' : 'short' }];
}

const isMet = ({ share, best }, { ofLimit, ofBest }) =>
  (share === undefined || ofLimit >= share) && (best === undefined || ofBest === undefined || ofBest >= best);
/** How far ahead of the peers the limit itself is: nobody can be asked for more. */
const besidePeers = ({ ofBest, limitOfBest }) =>
  ofBest === undefined ? [] : [`${ofBest} times the best peer (the limit itself: ${limitOfBest})`];
const late = (behind) => (behind === undefined ? [] : [behind === 0 ? 'consumers caught up' : `consumers ${behind} entries behind`]);
const targetOf = ({ share, best }) =>
  [...(share === undefined ? [] : [`${share} of the limit`]), ...(best === undefined ? [] : [`${best} times the best peer`])].join(', ') ||
  '–';

/** Rows that were judged where they were measured. */
const judgedMore = (one) => ({ ...one, verdict: one.isMet === undefined ? 'shown' : one.isMet ? 'met' : 'short' });
