import type { DeadlineRecord, MoveOption, PartyRecord } from '@maplebridge/contract';
import { linksOf, partiesOf, partyById, timelinesOf, type PartyRow } from '@maplebridge/storage';
import { deadlinesOf, moveOptions } from '../law';
import { factsOf, routeIn, routesOf, stepOf } from './aggregate';
import { discreetOption } from './discretion';
import { findMany } from './find';
import type { Platform } from './platform';
import type { Found } from './records';
import type { Gathered, Session } from './session';

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

/** The visible ones among these cases, by id: what hangs off a case is as visible as the case. */
async function visible(session: Session, caseIds: readonly string[]): Promise<ReadonlyMap<string, Found>> {
  const { gathered } = session;
  const unknown = caseIds.filter((id) => !gathered.has(id));
  const found = unknown.length ? await findMany(session, unknown) : [];
  const known = caseIds.map((id) => gathered.get(id)?.found);
  return new Map([...known, ...found].filter((one) => one !== null && one !== undefined).map((one) => [one.row.id, one]));
}

/** A fact about cases: as a planned statement brought it along, and read for those of which none did. */
async function factsBy<Fact extends 'parties' | 'timeline'>(
  { gathered }: Session,
  { ids, fact }: { readonly ids: readonly string[]; readonly fact: Fact },
  read: (ids: readonly string[]) => Promise<NonNullable<Gathered[Fact]>>,
): Promise<ReadonlyMap<string, NonNullable<Gathered[Fact]>>> {
  const unknown = ids.filter((id) => gathered.get(id)?.[fact] === undefined);
  const rows: readonly { readonly caseId: string }[] = unknown.length ? await read(unknown) : [];
  const groups = grouped(rows, (row) => row.caseId) as ReadonlyMap<string, NonNullable<Gathered[Fact]>>; // rows of this very fact
  const known = ids.flatMap((id) => {
    const own = gathered.get(id)?.[fact];
    return own === undefined ? [] : [[id, own] as const];
  });
  return new Map([...groups, ...known]);
}

export const partyRecord = (row: PartyRow): PartyRecord => ({
  id: row.id,
  caseId: row.caseId,
  side: row.side,
  capacity: row.capacity,
  name: { text: row.masks?.find((one) => one.field === 'name')?.mask ?? '***', isMasked: true, class: 'identity' },
  actsForId: row.actsForId,
  consent: row.consent,
});

const partiesBy = (session: Session, ids: readonly string[]): Promise<ReadonlyMap<string, readonly PartyRow[]>> =>
  factsBy(session, { ids, fact: 'parties' }, (unknown) => partiesOf(session.platform.database.query, unknown));

export async function partiesOfCases(session: Session, caseIds: readonly string[]): Promise<readonly (readonly PartyRecord[])[]> {
  const seen = await visible(session, caseIds);
  const rows = await partiesBy(session, [...seen.keys()]);
  return caseIds.map((id) => (rows.get(id) ?? []).map(partyRecord));
}

export async function partyRecordById(session: Session, id: string): Promise<PartyRecord | null> {
  const row = await partyById(session.platform.database.query, id);
  const [found] = row ? await findMany(session, [row.caseId]) : [];
  return row && found ? partyRecord(row) : null;
}

/** The latest run of every clock, explained. A dormant type has no rules here, so its cases have no deadlines to show. */
export async function deadlinesOfCases(session: Session, caseIds: readonly string[]): Promise<readonly (readonly DeadlineRecord[])[]> {
  const seen = await visible(session, caseIds);
  await session.platform.rules.refresh();
  const { query } = session.platform.database;
  const timelines = await factsBy(session, { ids: [...seen.keys()], fact: 'timeline' }, (unknown) => timelinesOf(query, unknown));
  return Promise.all(
    caseIds.map(async (id) => {
      const found = seen.get(id);
      return found ? clocksOf(session.platform, found, (timelines.get(id) ?? []).map(stepOf)) : [];
    }),
  );
}

async function clocksOf(
  platform: Platform,
  { row }: Found,
  timeline: Parameters<typeof deadlinesOf>[0]['timeline'],
): Promise<readonly DeadlineRecord[]> {
  const loaded = platform.types.get(row.type);
  const unit = await platform.rules.unit(row.unitId);
  if (!loaded || !unit) return [];
  return deadlinesOf({
    type: loaded.type,
    caseId: row.id,
    timeline,
    policyFor: (key, day) => platform.rules.policyFor(key, unit, day),
    calendar: platform.rules.calendarOf(unit),
    timeZone: unit.timeZone,
    now: platform.now(),
  });
}

export async function movesOfCases(session: Session, caseIds: readonly string[]): Promise<readonly (readonly MoveOption[])[]> {
  const seen = await visible(session, caseIds);
  const parties = await partiesBy(session, [...seen.keys()]);
  const routes = await routesBy(session, [...seen.keys()]);
  return caseIds.map((id) => {
    const found = seen.get(id);
    const loaded = found && session.platform.types.get(found.row.type);
    if (!found || !loaded) return [];
    return moveOptions({
      type: loaded.type,
      standing: found.standing,
      facts: factsOf(session.platform, found, parties.get(id) ?? []),
      routesElsewhere: routes.get(id) ?? [],
    }).map((option) => discreetOption(loaded, found, option));
  });
}

async function routesBy({ platform, gathered }: Session, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const unknown = ids.filter((id) => gathered.get(id)?.routes === undefined);
  const read = unknown.length ? await routesOf(platform, unknown) : new Map<string, readonly string[]>();
  return new Map([...read, ...ids.flatMap((id) => routesGathered(platform, id, gathered.get(id)))]);
}

const routesGathered = (platform: Platform, id: string, gathered: Gathered | undefined): readonly [string, readonly string[]][] =>
  gathered?.routes === undefined ? [] : [[id, gathered.routes.flatMap((one) => routeIn(platform, one) ?? [])]];

/** Only links whose other end is theirs to see, too. */
export async function linksOfCases(
  session: Session,
  caseIds: readonly string[],
): Promise<readonly (readonly { caseId: string; relation: string }[])[]> {
  const seen = await visible(session, caseIds);
  const rows = await linksOf(session.platform.database.query, [...seen.keys()]);
  const others = await visible(
    session,
    rows.map((row) => row.otherId),
  );
  const links = grouped(
    rows.filter((row) => others.has(row.otherId)),
    (row) => row.caseId,
  );
  return caseIds.map((id) => (links.get(id) ?? []).map((row) => ({ caseId: row.otherId, relation: row.relation })));
}
