import { randomUUID } from 'node:crypto';
import type { Desk } from '@maplebridge/contract';
import { openDesk, openSession, type Platform } from '@maplebridge/kernel';
import {
  appoint,
  insertCompetence,
  insertPlace,
  insertUnit,
  insertUnitKind,
  meetPerson,
  raiseTree,
  rootUnit,
  type Query,
} from '@maplebridge/storage';
import { demoCases, demoParties, type DemoCase } from './cases';
import { demoPeople } from './people';
import { demoCompetence, demoId, demoKinds, demoPlaces, demoUnits } from './units';

/** Units of the demo hold from here on; local rules of that year apply to its cases. */
const since = new Date('2026-01-01T00:00:00+08:00');

/** Fills an empty database with an invented city, in one transaction; a database that has units is left as it is. */
export async function seedRegistry(platform: Platform, issuer: string): Promise<boolean> {
  return platform.database.transaction(async (query) => {
    await query(`select pg_advisory_xact_lock(hashtext('maplebridge demo'))`);
    if (await rootUnit(query)) return false;
    for (const [kind, chinese, english] of demoKinds) await insertUnitKind(query, { kind, nameZh: chinese, nameEn: english });
    for (const [code, parent, kind, nameZh, nameEn] of demoUnits)
      await insertUnit(query, {
        id: demoId(code),
        code,
        nameZh,
        nameEn,
        kind,
        parentId: parent && demoId(parent),
        timeZone: 'Asia/Shanghai',
        from: since,
      });
    await seedPlaces(query);
    await seedPeople(query, issuer);
    await raiseTree(query);
    return true;
  });
}

async function seedPlaces(query: Query): Promise<void> {
  for (const [code, within, kind, name] of demoPlaces)
    await insertPlace(query, { id: demoId(`place ${code}`), name, kind, partOfId: within && demoId(`place ${within}`), code });
  for (const [unit, type, place] of demoCompetence)
    await insertCompetence(query, {
      id: demoId(`competence ${unit} ${type} ${place}`),
      unitId: demoId(unit),
      type,
      placeId: place && demoId(`place ${place}`),
      from: '2026-01-01',
      until: null,
      source: null,
    });
}

async function seedPeople(query: Query, issuer: string): Promise<void> {
  for (const person of demoPeople) {
    const { id } = await meetPerson(query, issuer, person.subject);
    for (const [role, unit] of person.posts) await appoint(query, { personId: id, role, unitId: demoId(unit), from: since, until: null });
  }
}

/** Opens the demo cases through the desk, like anybody else; those of plugins that are not loaded are left out. */
export async function seedCases(platform: Platform, issuer: string): Promise<number> {
  const cases = demoCases.filter((one) => platform.types.has(one.type));
  for (const one of cases) await seedCase(platform, issuer, one);
  return cases.length;
}

async function seedCase(platform: Platform, issuer: string, one: DemoCase): Promise<void> {
  const opened = await (
    await deskOf(platform, issuer, one.by)
  ).open(one.type, {
    idempotencyKey: randomUUID(),
    summary: one.summary,
    ...(one.unit ? { unitId: demoId(one.unit) } : {}),
    ...(one.place ? { placeId: demoId(`place ${one.place}`) } : {}),
    details: Object.fromEntries(Object.entries(one.details).map(([name, value]) => [name, reference(value)])),
    parties: demoParties[one.type] ?? [],
  });
  let { version } = opened;
  for (const [who, move, taken] of one.moves ?? []) {
    const desk = await deskOf(platform, issuer, who);
    ({ version } = await desk.move({ caseId: opened.caseId, move, expectedVersion: version, idempotencyKey: randomUUID(), taken }));
  }
}

/** `unit:CODE` and `place:CODE` stand for demo ids. */
function reference(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.startsWith('unit:')) return demoId(value.slice(5));
  return value.startsWith('place:') ? demoId(`place ${value.slice(6)}`) : value;
}

async function deskOf(platform: Platform, issuer: string, subject: string): Promise<Desk> {
  const identity = { issuer, subject, expiresAt: new Date(Date.now() + 3_600_000) };
  return openDesk(await openSession(platform, { identity, requestId: 'demo' }));
}
