import type { FastifyInstance } from 'fastify';

/** One thing that the app answers. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
}

/** Every route that is added from now on, as Fastify itself tells of it: nothing that is served can be forgotten here. */
export function listRoutes(app: FastifyInstance): readonly ServedRoute[] {
  const routes: ServedRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, path: url });
  });
  return routes;
}

/** The methods of a path, as an Allow header names them; undefined for a path that is not ours. Preflights are asked by browsers alone. */
export function allowedAt(routes: readonly ServedRoute[], path: string): string | undefined {
  const methods = routes.filter((route) => route.path === path && route.method !== 'OPTIONS').map(({ method }) => method);
  return methods.length === 0 ? undefined : methods.join(', ');
}
