const most = 1.2;

/** Buffers a request of W1, W2 and W4 at the largest size against the smallest, for whoever was measured at both. */
export function growthOf(requests) {
  const growing = requests.filter(({ workload }) => /^W[124]( |$)/.test(workload.name));
  const sizes = [...new Set(growing.map(({ cases }) => cases))].sort((one, other) => one - other);
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (sizes.length < 2) return [];
  const names = [...new Set(growing.map(({ workload }) => workload.name))];
  return names.flatMap((name) => {
    const buffers = (cases) => growing.find((one) => one.workload.name === name && one.cases === cases)?.figures.find(isGateway)?.buffers;
    const [before, after] = [buffers(small), buffers(large)];
    const title = `buffers for a request at ${large.toLocaleString('en')} against ${small.toLocaleString('en')} cases`;
    return before && after ? [{ name: `growth ${name}`, title, small, large, before, after, times: after / before, most }] : [];
  });
}

/** Buffers of a page of the province against one of a grid, at each size: the target says that the subtree does not matter. */
export function subtreeOf(requests) {
  const sizes = [...new Set(requests.map(({ cases }) => cases))];
  return sizes.flatMap((cases) => {
    const buffers = (name) => requests.find((one) => one.workload.name === name && one.cases === cases)?.figures.find(isGateway)?.buffers;
    const [before, after] = [buffers('W2 grid'), buffers('W2 province')];
    const title = 'buffers of a page of the province against one of a grid';
    return before && after ? [{ name: 'W2 subtree', title, cases, before, after, times: after / before, most }] : [];
  });
}

const isGateway = ({ contestant }) => contestant === 'gateway';
