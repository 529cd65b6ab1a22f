import type { FastifyInstance } from 'fastify';

/** What readiness depends on, by name; true is well. */
export type Readiness = Readonly<Record<string, boolean>>;

/**
 * `/livez` says that the process answers and never asks the database: a restart would not mend that.
 * `/readyz` says whether requests should be sent here. It names what is not well and tells no more.
 */
export function answerHealth(app: FastifyInstance, ready: () => Promise<Readiness>): void {
  app.get('/livez', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const parts = await ready().catch((): Readiness => ({ readiness: false }));
    const failing = Object.keys(parts).filter((name) => parts[name] !== true);
    if (failing.length === 0) return { status: 'ready' };
    return reply.code(503).header('retry-after', '1').send({ status: 'not ready', failing });
  });
}
