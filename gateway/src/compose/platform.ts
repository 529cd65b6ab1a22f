import type { Jurisdiction, Label } from '@maplebridge/contract';
import { forResidents, hear, loadedTypes, openRules, peopleIn, type CursorPort, type Platform } from '@maplebridge/kernel';
import { openCursors, openLive, type Cursors, type Live } from '@maplebridge/live';
import { currentEpoch, openDatabase, type Database, type Keyring, type Query } from '@maplebridge/storage';
import { openSealer } from '../audit/sealer';
import { sealingWarnings } from '../audit/sealingOf';
import type { Sealing } from '../audit/seal';
import type { Log } from '../log';
import { sayingAway } from './away';
import { withCapabilities } from './capabilities';
import { openConsumers } from './consumers';
import { looseSettings, NotDurable } from './durability';
import { checkMasterKey } from './masterKey';
import { keepHouse } from './housekeeping';
import { channel, openNotifier } from './notifier';
import { knownTypes, registerTypes, unknownUnits, type Opening } from './registry';
import { openBuckets, tryBuckets } from '../limits';
import { cursorKeyOf } from './secrets';

export interface PlatformPlan {
  /** The run-time login's URL of a migrated database. */
  readonly url: string;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly openings: readonly Opening[];
  readonly keyring: Keyring;
  /** Null: nothing is sealed, and the start says so. */
  readonly sealing: Sealing | null;
  readonly log: Log;
  readonly now?: () => Date;
  /** Everybody is answered as the resident they are, whatever posts they hold. */
  readonly residentsOnly?: boolean;
  /** Connections that serve requests, at most. */
  readonly poolSize: number;
  /** Refuse a database that may lose acknowledged writes; otherwise it is a warning. */
  readonly mustBeDurable?: boolean;
  /** Milliseconds between two looks at whether the hour is sealed. */
  readonly looksEvery?: number;
  /** Milliseconds between two looks at the ledger when nobody hints. */
  readonly pollEvery?: number;
}

/** Storage, law and live streams of one process, closed in one circle. */
export interface RunningPlatform {
  readonly platform: Platform;
  readonly live: Live;
  /** What a person should know about the start, a line each. */
  warnings(): Promise<readonly string[]>;
  isWell(): Promise<boolean>;
  readonly close: () => Promise<void>;
}

export async function openPlatform(plan: PlatformPlan): Promise<RunningPlatform> {
  const database = sayingAway(await openDatabase({ url: plan.url, poolSize: plan.poolSize, applicationName: 'maplebridge gateway' }));
  try {
    return await closeTheCircle(plan, database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function closeTheCircle(plan: PlatformPlan, database: Database): Promise<RunningPlatform> {
  const { query } = database;
  const loose = await looseSettings(query);
  if (loose.length && plan.mustBeDurable) throw new NotDurable(loose);
  const keyWarnings = await checkMasterKey(query, plan.keyring);
  await registerTypes(query, plan.jurisdictions, plan.openings);
  const cursors = openCursors(await cursorKeyOf(query), await currentEpoch(query));
  const notifier = openNotifier(database);
  const waker = { live: null as Live | null };
  const hint = (): void => {
    waker.live?.hint();
    consumers.wake();
    notifier.notify();
  };
  const whole = await assemble(plan, database, { ...portOf(cursors, () => waker.live), hint });
  const platform = plan.residentsOnly ? forResidents(whole) : whole;
  const consumers = await openConsumers(database, withCapabilities(plan.jurisdictions), plan.log);
  const live = await followLedger(plan, platform, cursors);
  waker.live = live;
  const house = keepHouse(database, plan.log);
  const sealer = plan.sealing && openSealer({ ...plan.sealing, database, log: plan.log, looksEvery: plan.looksEvery });
  return {
    platform,
    live,
    warnings: async () => [...(await warningsOf(query, loose)), ...[...sealingWarnings(plan.sealing), ...keyWarnings].map(inBoth)],
    isWell: () =>
      query('select 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      await sealer?.close();
      await house.close();
      await live.close();
      await consumers.close();
      await notifier.close();
      await database.close();
    },
  };
}

const inBoth = (said: Label): string => `${said.en} ${said['zh-CN']}`;

async function warningsOf(query: Query, loose: readonly string[]): Promise<readonly string[]> {
  return [
    ...(await unknownUnits(query)).map((code) => `maplebridge.config.json opens a plugin for the unit "${code}", which is not there.`),
    ...loose.map((name) => `The database has ${name} off: a crash could lose what it acknowledged.`),
  ];
}

async function assemble(plan: PlatformPlan, database: Database, port: CursorPort & { readonly hint: () => void }): Promise<Platform> {
  const stored = await knownTypes(database.query);
  const types = loadedTypes(plan.jurisdictions);
  const { hint, ...cursors } = port;
  return {
    database,
    types,
    stored,
    cursors,
    hint,
    jurisdictions: plan.jurisdictions,
    sights: [...stored.values()].map((row) => ({ name: row.name, sees: row.sees })),
    tables: [...types.values()].map((one) => one.table),
    rules: await openRules(database.query),
    keyring: plan.keyring,
    misses: openBuckets(tryBuckets.guesses),
    now: plan.now ?? (() => new Date()),
  };
}

/** Live follows the ledger through the very database whose desks need its cursors: it is there before the first request. */
function portOf(cursors: Cursors, live: () => Live | null): CursorPort {
  const running = (): Live => {
    const one = live();
    if (!one) throw new Error('A cursor was asked for before the ledger is followed.');
    return one;
  };
  return {
    current: () => running().currentCursor(),
    ofEntry: (entry) => running().cursorOf(entry),
    ofPositions: (positions) => cursors.seal({ kind: 'all', positions }),
    sealPage: (value, purpose) => cursors.sealPage(value, purpose),
    openPage: (text, purpose) => {
      const opened = cursors.openPage(text, purpose);
      return opened.ok ? opened.value : null;
    },
  };
}

const followLedger = (plan: PlatformPlan, platform: Platform, cursors: Cursors): Promise<Live> =>
  openLive({
    query: platform.database.query,
    cursors,
    judge: { hear: (entries) => hear(platform, entries), peopleIn: (caseIds) => peopleIn(platform, caseIds) },
    unitPath: async (unitId) => (await platform.rules.unit(unitId))?.path ?? [],
    now: platform.now,
    onTrouble: (error) => plan.log.warn({ err: error }, 'the ledger cannot be followed right now'),
    listen: (onHint, onLost) => platform.database.listen(channel, { onHint, onLost }),
    pollEvery: plan.pollEvery ?? 250,
  });
