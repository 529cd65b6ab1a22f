import { Refusal, type FieldSpec } from '@maplebridge/contract';
import {
  lockSource,
  meetKeys,
  openImportConnection,
  openMetKeys,
  openStage,
  placeIdsByCode,
  seenKeys,
  stageCases,
  writeStaged,
  type ImportConnection,
  type ImportedDetails,
  type ImportRun,
  type Seen,
  type StagedCase,
  type StagedType,
} from '@maplebridge/storage';
import type { LoadedType, Platform } from '../desk/platform';
import { checkRow } from './checkRow';
import { isRejection, type Fate, type ImportedCase, type ImportedRow, type Rejection, type UnitWish } from './importedRow';
import { importedDetails, stagedType } from './importTypes';
import { idMaker } from './makeIds';
import { openImportUnits, type ImportUnits } from './importUnits';
import { stageCase } from './stageCase';

export interface ImportPlan {
  readonly platform: Pick<Platform, 'types' | 'rules' | 'now'>;
  /** The run-time login's. */
  readonly url: string;
  /** Within it a key is unique for ever: a second run over the same source writes nothing twice. */
  readonly source: string;
  /** Under which rows may make units; made itself when it is not there. */
  readonly parent?: UnitWish;
  /** Judges every row, writes none and makes no units. */
  readonly isRehearsal?: boolean;
}

export interface ImportTally {
  readonly unitsCreated: number;
  /** Clocks of the cases written now that had run out before they came here, by code. They never fire. */
  readonly clocksRunOut: ReadonlyMap<string, number>;
}

/** The batch door: cases of the past, by the same law as at a desk, a batch in one transaction. */
export interface ImportDoor {
  /** What became of each row, in order. All of the batch is committed when it returns, or nothing of it. One at a time. */
  write(rows: readonly ImportedRow[]): Promise<readonly Fate[]>;
  tally(): ImportTally;
  /** Gives the source back to others. */
  close(): Promise<void>;
}

/** Seconds to wait for a source: a server needs a moment to notice that the last importer was killed. */
const patience = 15;

/** Opens the door for one source. Throws a Refusal while somebody else imports it, and where there are no units. */
export async function openImport(plan: ImportPlan): Promise<ImportDoor> {
  const connection = await openImportConnection(plan.url);
  try {
    if (!(await lockSource(connection, plan.source, patience))) throw underWay(plan.source);
    return await opened(plan, connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

interface Door extends ImportPlan {
  readonly connection: ImportConnection;
  readonly run: ImportRun;
  readonly units: ImportUnits;
  readonly facts: ReadonlyMap<string, StagedType>;
  readonly clocksRunOut: Map<string, number>;
  readonly idOf: (at: Date) => string;
}

async function opened(plan: ImportPlan, connection: ImportConnection): Promise<ImportDoor> {
  const facts = new Map([...plan.platform.types.values()].map(stagedType).flatMap((one) => (one ? [[one.type, one] as const] : [])));
  await openStage(connection, [...facts.values()]);
  await openMetKeys(connection);
  const units = await openImportUnits(connection, {
    parent: plan.parent ?? null,
    isRehearsal: plan.isRehearsal === true,
    now: plan.platform.now,
  });
  const door: Door = {
    ...plan,
    connection,
    units,
    facts,
    run: { source: plan.source, at: plan.platform.now() },
    clocksRunOut: new Map(),
    idOf: idMaker(),
  };
  return {
    write: (rows) => writeBatch(door, rows),
    tally: () => ({ unitsCreated: units.created(), clocksRunOut: door.clocksRunOut }),
    close: connection.close,
  };
}

async function writeBatch(door: Door, rows: readonly ImportedRow[]): Promise<readonly Fate[]> {
  await door.platform.rules.refresh();
  const now = door.platform.now();
  const judged = rows.map((row) => ({ key: row.key, content: checkRow(row, fieldsFor(door, row), now) }));
  if (!door.isRehearsal) await door.units.ensure(wishesOf(judged));
  return door.connection.transaction(async () => {
    const seen = await seenKeys(
      door.connection,
      door.run,
      judged.flatMap(({ key }) => (key ? [key] : [])),
    );
    const fates = fatesOf(judged, seen);
    const fresh = judged.flatMap(({ key, content }, nth) =>
      key && !isRejection(content) && fates[nth]?.kind === 'written' ? [{ key, content }] : [],
    );
    const met = judged.flatMap(({ key }, nth) => (key && isToRemember(door, fates[nth]) ? [key] : []));
    await meetKeys(door.connection, met);
    if (!door.isRehearsal && fresh.length > 0) await writeFresh(door, fresh);
    return fates;
  });
}

const fieldsFor = ({ platform }: Door, { content }: ImportedRow): readonly FieldSpec[] =>
  isRejection(content) ? [] : loadedOf(platform.types, content.type).type.fields;

interface Judged {
  readonly key: string | null;
  readonly content: ImportedCase | Rejection;
}

const wishesOf = (judged: readonly Judged[]): readonly UnitWish[] =>
  judged.flatMap(({ content }) => (isRejection(content) || content.unit === null ? [] : [content.unit]));

/** Whether a key was met comes before everything else: a rejected row's key counts as met too. */
function fatesOf(judged: readonly Judged[], seen: ReadonlyMap<string, Seen>): readonly Fate[] {
  const inBatch = new Set<string>();
  return judged.map(({ key, content }) => {
    if (key && (inBatch.has(key) || seen.get(key) === 'now')) return { kind: 'duplicate' };
    if (key) inBatch.add(key);
    if (isRejection(content)) return { kind: 'rejected', rejection: content };
    return { kind: key && seen.has(key) ? 'there' : 'written' };
  });
}

/** What was written is remembered as a source key; the rest only for this run, so that a corrected row may come again. */
const isToRemember = (door: Door, fate: Fate | undefined): boolean =>
  fate?.kind === 'rejected' || fate?.kind === 'there' || (door.isRehearsal === true && fate?.kind === 'written');

async function writeFresh(door: Door, fresh: readonly { readonly key: string; readonly content: ImportedCase }[]): Promise<void> {
  const { connection, platform, units } = door;
  const codes = new Set(fresh.flatMap(({ content }) => content.place ?? []));
  const places = codes.size > 0 ? await placeIdsByCode(connection.query, [...codes]) : new Map<string, string>();
  const cases = fresh.map(({ key, content }) => {
    const loaded = loadedOf(platform.types, content.type);
    const facts = door.facts.get(content.type);
    if (!facts) throw new Error(`"${content.type}" has no closed state with outcome "unconfirmed"; its mapping should have been refused.`);
    const placeId = (content.place && places.get(content.place)) || null;
    return stageCase(key, content, { platform, loaded, facts, unit: units.of(content.unit), placeId, idOf: door.idOf });
  });
  await stageCases(connection, cases);
  await writeStaged(connection, door.run, detailsOf(door, cases));
  countRunOut(door.clocksRunOut, cases);
}

function detailsOf({ platform }: Door, cases: readonly StagedCase[]): readonly ImportedDetails[] {
  const types = new Set(cases.flatMap(({ type, details }) => (details ? [type] : [])));
  return [...types].map((type) => importedDetails(loadedOf(platform.types, type)));
}

function countRunOut(counts: Map<string, number>, cases: readonly StagedCase[]): void {
  for (const { clocks } of cases)
    for (const { code, state } of clocks) if (state === 'missed') counts.set(code, (counts.get(code) ?? 0) + 1);
}

function loadedOf(types: ReadonlyMap<string, LoadedType>, name: string): LoadedType {
  const loaded = types.get(name);
  if (!loaded) throw new Error(`"${name}" is not loaded; its mapping should have been refused.`);
  return loaded;
}

const underWay = (source: string): Refusal =>
  new Refusal('UNAVAILABLE', {
    'zh-CN': `另一个进程正在导入来源“${source}”；请等它结束后再试，已导入的不会重复。`,
    en: `Another process is importing the source "${source}"; try again when it has ended. Nothing is imported twice.`,
  });
