import type { FastifyInstance } from 'fastify';

export interface RunningRequests {
  readonly watch: (app: FastifyInstance) => void;
  /** From now on `isClosing`; resolves when nothing runs any more, or after this long. */
  readonly finish: (withinMs: number) => Promise<void>;
  readonly isClosing: () => boolean;
}

/** How many requests are running, and when the last has ended. */
export function countRequests(): RunningRequests {
  let count = 0;
  let isClosing = false;
  let onIdle = (): void => undefined;
  const leave = (): void => {
    count -= 1;
    if (count === 0) onIdle();
  };
  const watch = (app: FastifyInstance): void => {
    app.addHook('onRequest', async (_request, reply) => {
      count += 1;
      reply.raw.once('close', leave); // also when the client went away
    });
  };
  const finish = (withinMs: number): Promise<void> => {
    isClosing = true;
    if (count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const impatience = setTimeout(resolve, withinMs);
      onIdle = () => {
        clearTimeout(impatience);
        resolve();
      };
    });
  };
  return { watch, finish, isClosing: () => isClosing };
}
