/** Sockets, servers, pipes and timers that keep a process alive. Files and signals are left out: jest opens those itself. */
const watched = new Set(['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'PipeConnectWrap', 'TCPConnectWrap', 'Timeout']);
const patience = 2_000;

/** What is open now: give it to `refuseLeftOpen` when all that was opened since should be closed. */
export function countOpen(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) if (watched.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Fails the test that left something open, by what it left. The last packets of a closing socket are waited for, turn by turn. */
export async function refuseLeftOpen(before: ReadonlyMap<string, number>): Promise<void> {
  const deadline = performance.now() + patience;
  while (moreThan(before).length > 0 && performance.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  const left = moreThan(before);
  if (left.length > 0) throw new Error(`Left open when the test gateway had closed: ${left.join(', ')}.`);
}

const moreThan = (before: ReadonlyMap<string, number>): readonly string[] =>
  [...countOpen()]
    .filter(([kind, count]) => count > (before.get(kind) ?? 0))
    .map(([kind, count]) => `${count - (before.get(kind) ?? 0)} ${kind}`);
