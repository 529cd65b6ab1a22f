import type { AnyCaseType, Consumed, RequestContext } from '@maplebridge/contract';
import { openDesk, openDirectory, openSession, rememberViewers, type Platform } from '@maplebridge/kernel';
import type { Live } from '@maplebridge/live';
import { consumerPositions, readOwnTables } from '@maplebridge/storage';
import type { Arrival, Rights } from '../arrival';
import { consumerName } from '../compose/consume';

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
      own: (owner) => readOwnTables(platform.database, owner),
      consumed: (owner, consumer) => reached(platform, consumerName(owner, consumer)),
      cached: <Value>(key: symbol | object, make: () => Value): Value => {
        if (!kept.has(key)) kept.set(key, make());
        return kept.get(key) as Value; // the same key is always made by the same code
      },
    };
  };
}

/** The position first: what is read after it shows at least as much. */
async function reached({ database, cursors }: Platform, consumer: string): Promise<Consumed> {
  const { positions, behind } = await consumerPositions(database.query, consumer);
  return { cursor: cursors.ofPositions(positions), behind };
}
