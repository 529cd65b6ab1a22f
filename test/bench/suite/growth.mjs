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
    return before && after ? [{ name: `growth ${name}`, small, large, before, after, times: after / before, most }] : [];
  });
}

const isGateway = ({ contestant }) => contestant === 'gateway';
