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
  const share = typeof workload.share === 'object' ? workload.share[cases] : workload.share;
  const common = { name: workload.name, title: workload.title, cases, figures };
  if (!own) return [{ ...common, target: targetOf({ share, best: workload.best }), measured: 'not built', verdict: 'not built' }];
  const ofLimit = round(limit.cpu / own.cpu);
  const ofBest = peers.length > 0 ? round(Math.min(...peers.map(({ cpu }) => cpu)) / own.cpu) : undefined;
  const isMet =
    (share === undefined || ofLimit >= share) &&
    (workload.best === undefined || ofBest === undefined || ofBest >= workload.best) &&
    (behind ?? 0) === 0;
  const measured = [`${ofLimit} of the limit`, ...(ofBest === undefined ? [] : [`${ofBest} times the best peer`]), ...late(behind)].join(
    ', ',
  );
  return [{ ...common, target: targetOf({ share, best: workload.best }), measured, ofLimit, ofBest, verdict: isMet ? 'met' : 'short' }];
}

const late = (behind) => (behind === undefined ? [] : [behind === 0 ? 'consumers caught up' : `consumers ${behind} entries behind`]);
const targetOf = ({ share, best }) =>
  [...(share === undefined ? [] : [`${share} of the limit`]), ...(best === undefined ? [] : [`${best} times the best peer`])].join(', ') ||
  '–';

/** Rows that were judged where they were measured. */
const judgedMore = (one) => ({ ...one, verdict: one.isMet === undefined ? 'shown' : one.isMet ? 'met' : 'short' });
