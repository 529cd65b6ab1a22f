import type { AnyCaseType, OwnTables, RequestContext } from '@maplebridge/contract';
import { openDesk, openDirectory, openSession, rememberViewers, type Platform } from '@maplebridge/kernel';
import type { Live } from '@maplebridge/live';
import { ownTables } from '@maplebridge/storage';
import type { Arrival, Rights } from '../arrival';

/** Makes what resolvers are handed, with the viewer's rights as loaded for this request unless its statements check them anyhow. */
export function contextMaker(platform: Platform, live: Live): (arrival: Arrival, rights?: Rights) => Promise<RequestContext> {
  const directory = openDirectory(platform);
  const caseTypes: ReadonlyMap<string, AnyCaseType> = new Map([...platform.types].map(([name, { type }]) => [name, type]));
  const remembered = rememberViewers(platform);
  return async ({ identity, language, requestId }, rights = 'fresh') => {
    const session = await openSession(platform, { identity, requestId, ...(rights === 'remembered' ? { remembered } : {}) });
    const kept = new Map<symbol | object, unknown>();
    return {
      get viewer() {
        return session.viewer;
      },
      language,
      requestId,
      caseTypes,
      directory,
      now: platform.now,
      desk: openDesk(session),
      live: live.streamsFor(session.viewer),
      own: (owner) => readOnly(platform, owner),
      cached: <Value>(key: symbol | object, make: () => Value): Value => {
        if (!kept.has(key)) kept.set(key, make());
        return kept.get(key) as Value; // the same key is always made by the same code
      },
    };
  };
}

/** A plugin's reading outside its commands: its own role, and a transaction that cannot write. */
const readOnly = (platform: Platform, owner: string): OwnTables => ({
  query: <Row extends object>(sql: string, values?: readonly unknown[]) =>
    platform.database.transaction(async (query) => {
      await query('set transaction read only');
      return ownTables(query, owner).query<Row>(sql, values);
    }),
});
