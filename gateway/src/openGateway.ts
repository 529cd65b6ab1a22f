import type { Jurisdiction } from '@maplebridge/contract';
import { composeSchema, openPlanner } from '@maplebridge/graph';
import { basisWarnings, type Platform } from '@maplebridge/kernel';
import type { Live } from '@maplebridge/live';
import { sealingOf } from './audit/sealingOf';
import { withCapabilities } from './compose/capabilities';
import { openPlatform, type RunningPlatform } from './compose/platform';
import type { Opening } from './compose/registry';
import { keyringFor } from './compose/secrets';
import { bringUp, openStore, type Store } from './compose/store';
import type { Config } from './config/readConfig';
import { contextMaker } from './context/contextFor';
import { seedCases, seedRegistry } from './demo/seed';
import { openDoors, type DoorPlan, type Doors } from './doors';
import { plannedExecutor } from './executor';
import { openDevelopmentIssuer, type DevelopmentIssuer } from './identity/developmentIssuer';
import { countFailures, type CountFailure } from './identity/attempts';
import type { Identify } from './identity/identity';
import { issuerOf, openIdentity } from './identity/openIdentity';
import { withPartyLinks } from './identity/partyLinks';
import { withServiceTokens } from './identity/withServiceTokens';
import { securityLog, type Log, type SecurityLog } from './log';
import { readTrusted } from './manifests/readTrusted';
import { openSessions } from './pages/sessions';

export interface GatewayPlan {
  readonly config: Config;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly openings: readonly Opening[];
  readonly log: Log;
  /** Told what takes long, a line each. */
  readonly say?: (line: string) => void;
  readonly now?: () => Date;
  readonly pollEvery?: number;
  readonly looksEvery?: number;
  readonly sockets?: DoorPlan['sockets'];
  /** Aborted: the start is given up after the step under way, and everything opened so far is closed. */
  readonly signal?: AbortSignal;
}

/** A gateway that answers. `close` stops everything in the reverse order of opening. */
export interface Gateway {
  readonly doors: Doors;
  readonly store: Pick<Store, 'kind' | 'where'>;
  readonly platform: Platform;
  readonly live: Live;
  /** Null where tokens come from an issuer somewhere else. */
  readonly issuer: DevelopmentIssuer | null;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** Database, migrations, law, live streams, schema, doors, in this order. What fails closes what was opened before it. */
export async function openGateway(plan: GatewayPlan): Promise<Gateway> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let one = closing.pop(); one; one = closing.pop()) await one();
  };
  try {
    return { ...(await open(plan, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(plan: GatewayPlan, closing: (() => Promise<void>)[]): Promise<Omit<Gateway, 'close'>> {
  const { config, jurisdictions, log, say = () => undefined } = plan;
  const { composition, trusted } = await compose(plan);
  const store = await openStore(config, say);
  closing.push(store.close);
  plan.signal?.throwIfAborted();
  await bringUp(store, jurisdictions, say);
  plan.signal?.throwIfAborted();
  const keyring = await keyringFor(config);
  const sealing = await sealingOf(config);
  const running = await openPlatform({ ...plan, ...givenBy(config), url: store.url, keyring, sealing });
  closing.push(running.close);
  if (config.demo) await seed(running, issuerOf(config.tokens), say);
  plan.signal?.throwIfAborted();
  const issuer = config.tokens.kind === 'development' ? await openDevelopmentIssuer(config.home, config.tokens.audience) : null;
  const credentials = { platform: running.platform, security: securityLog(log), failed: countFailures() }; // one count for all kinds
  const doors = await openDoors({
    config,
    log,
    schema: () => composition.schema,
    trusted,
    identify: identifier(config, issuer, credentials),
    pages: pagesOf(config, credentials),
    share: running.live.share,
    contextFor: contextMaker(running.platform, running.live),
    executor: plannedExecutor(openPlanner()),
    ready: async () => ({ database: await running.isWell() }),
    ...(plan.sockets ? { sockets: plan.sockets } : {}),
  });
  closing.push(doors.close);
  return {
    doors,
    store,
    platform: running.platform,
    live: running.live,
    issuer,
    warnings: [...(await running.warnings()), ...composition.warnings, ...basisWarnings(jurisdictions)],
  };
}

const givenBy = ({ poolSize, surface, mode }: Config) => ({
  poolSize,
  residentsOnly: surface === 'public',
  mustBeDurable: mode === 'production',
});

/** The schema, and the documents of clients that were made for it. */
async function compose({ config, jurisdictions }: GatewayPlan) {
  const composition = composeSchema(withCapabilities(jurisdictions), {
    isDevelopment: config.mode === 'development',
    forResidents: config.surface === 'public',
  });
  return { composition, trusted: await readTrusted(config, composition.schema) };
}

/** Tokens of people, of devices and of parties, each by its own form. */
const identifier = ({ tokens }: Config, issuer: DevelopmentIssuer | null, facts: CredentialFacts): Identify =>
  withPartyLinks(
    withServiceTokens(openIdentity(tokens, issuer, facts.security), { ...facts, query: facts.platform.database.query }),
    facts,
  );

interface CredentialFacts {
  readonly platform: Platform;
  readonly security: SecurityLog;
  readonly failed: CountFailure;
}

function pagesOf({ pages: client }: Config, facts: CredentialFacts): DoorPlan['pages'] {
  if (client === undefined) return undefined;
  const { database } = facts.platform;
  return {
    client,
    query: database.query,
    failed: facts.failed,
    sessions: openSessions({ ...facts, database, publicUrl: client.publicUrl }),
  };
}

/** Posts of demo people are held at whoever signs the tokens: elsewhere nobody could ever hold them. */
async function seed({ platform }: RunningPlatform, issuer: string, say: (line: string) => void): Promise<void> {
  if (!(await seedRegistry(platform, issuer))) return;
  const opened = await seedCases(platform, issuer);
  say(`demo data: an invented city with ${opened} cases`);
}
