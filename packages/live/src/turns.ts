import type { Viewer } from '@maplebridge/contract';

/** The first instant after `now` at which one of the posts begins or ends, or an emergency is over: from then on the viewer may see other cases. */
export function nextTurn({ posts, emergencies = [] }: Pick<Viewer, 'posts' | 'emergencies'>, now: Date): Date | null {
  const terms = [...posts.flatMap(({ from, until }) => [from, until]), ...emergencies.map(({ until }) => until)];
  const turns = terms.filter((at): at is Date => at !== null && at > now);
  return turns.reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null);
}

/** What a timer can wait at most; a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Calls `reached` once the clock shows the instant, however far it is; holds no process open. What it returns calls it off. */
export function onReached(at: Date, now: () => Date, reached: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = at.getTime() - now().getTime();
    timer = setTimeout(() => (now() >= at ? reached() : wait()), Math.min(Math.max(left, 1), longestTimer)).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
