import { findGaps } from '@maplebridge/ledger';
import fc from 'fast-check';
import { csvOf, firstRow, generate } from './import/generate';
import { modelOf } from './import/model';
import { figuresOf, openOffice, type Office } from './import/office';

const rows = generate(2_000);
const expected = modelOf(rows);

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const one = async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row> => {
  const [row] = await office.query<Row>(sql, values);
  if (!row) throw new Error(`No row: ${sql}`);
  return row;
};

test('a rehearsal tells the figures and writes nothing, not even a unit', async () => {
  const report = await office.import(csvOf(rows), { isRehearsal: true });
  expect(figuresOf(report)).toEqual(expected);
  expect(await one(`select (select count(*) from core."case")::int as cases, (select count(*) from core.unit)::int as units`)).toEqual({
    cases: 0,
    units: 0,
  });
});

test('a file comes to the figures of its rows, and a second run finds every case there', async () => {
  const first = await office.import(csvOf(rows));
  expect(figuresOf(first)).toEqual(expected);
  expect(first).toMatchObject({ written: expected.cases, alreadyThere: 0, rows: rows.length });
  const second = await office.import(csvOf(rows));
  expect(figuresOf(second)).toEqual(expected);
  expect(second).toMatchObject({ written: 0, alreadyThere: expected.cases, unitsCreated: 0 });
  expect(office.rejected()).toHaveLength(expected.rejected + expected.duplicates);
  expect((await one<{ cases: number }>(`select count(*)::int as cases from core."case"`)).cases).toBe(expected.cases);
});

test('an imported case has its entries like any other, at the instants of the file and without a gap', async () => {
  const wrong = await office.query(
    `select c.id from core."case" c cross join lateral (
        select array_agg(e.type order by e.position) as types, array_agg(e.subject_version order by e.position) as versions,
          array_agg(e.happened_at order by e.position) as at, bool_and(e.actor->>'kind' = 'import') as imported from core.entry e where e.case_id = c.id) e
      where not (e.imported and c.is_imported and c.version = cardinality(e.types) and e.at[1] = c.opened_at and e.versions[1] = 1
        and case when c.closed_at is null then e.types = '{opened}' and c.state = 'reported' and c.outcome is null
          else e.types = '{opened,closeUnconfirmed}' and e.at[2] = c.closed_at and c.state = 'closedUnconfirmed' and c.outcome = 'unconfirmed' end)`,
  );
  expect(wrong).toEqual([]);
  expect(await findGaps(office.query)).toEqual([]);
});

test('an id tells the opening instant, which is the beginning of the day where the file was written', async () => {
  const row = rows.find(({ unique_key: key }) => key === 'K0');
  const found = await one<{ id: string; opened: Date; local: string }>(
    `select c.id, c.opened_at as opened, to_char(c.opened_at at time zone 'America/New_York', 'YYYY-MM-DD HH24:MI') as local
       from core."case" c join core.source_key k on k.case_id = c.id where k.source = 'nyc-casework' and k.key = 'K0'`,
  );
  expect(found.local).toBe(`${row?.opendate} 00:00`);
  expect(found.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(Number.parseInt(found.id.replace('-', '').slice(0, 12), 16)).toBe(found.opened.getTime());
});

test('a case stands in its district, else in its borough, else at the root, with its ancestors', async () => {
  const units = await office.query<{ code: string; path: number }>(
    `select distinct u.code, num_nonnulls(c.at_0, c.at_1, c.at_2, c.at_3)::int as path from core."case" c join core.unit u on u.id = c.unit_id order by u.code`,
  );
  expect(units).toEqual([
    { code: 'NYC', path: 1 },
    { code: 'NYC-Bronx', path: 2 },
    { code: 'NYC-NYCC01', path: 2 },
    { code: 'NYC-NYCC26', path: 2 },
    { code: 'NYC-NYCC51', path: 2 },
    { code: 'NYC-Queens', path: 2 },
  ]);
});

test('clocks that had run out are kept as missed, and no imported case is due by them', async () => {
  const { missed, due } = await one<{ missed: number; due: number }>(
    `select (select count(*) from core.clock where state = 'missed')::int as missed, (select count(*) from core."case" where due_at <> 'infinity')::int as due`,
  );
  expect(due).toBe(0);
  expect(missed).toBeGreaterThan(0);
});

test('a case that is still in time is due like any other', async () => {
  const now = new Date('2026-03-02T12:00:00-05:00');
  const fresh = { ...firstRow, opendate: '2026-03-02', closedate: 'NA', complaint_type: 'Parks', descriptor: 'Bench' };
  const { clocksRunOut } = await office.import(csvOf([fresh]), { source: 'fresh', now });
  expect(clocksRunOut).toEqual({ signFor: 1 });
  const due = await one(
    `select c.due_clock as clock, c.due_at as at from core."case" c join core.source_key k on k.case_id = c.id where k.source = 'fresh'`,
  );
  expect(due).toEqual({ clock: 'onSpot', at: new Date('2026-03-05T00:00:00-05:00') });
});

test('details come from the columns that the mapping names', async () => {
  const kinds = await office.query<{ kind: string; summary: string }>(
    `select distinct d.kind, c.summary from core."case" c join community_disputes.community_dispute_details d on d.shard = c.shard and d.case_id = c.id
      where c.summary in ('Housing and Buildings: Eviction', 'Transportation') order by 1`,
  );
  expect(kinds).toEqual([
    { kind: 'housing', summary: 'Housing and Buildings: Eviction' },
    { kind: 'other', summary: 'Transportation' },
  ]);
});

test('a rejected row may come again, once it was corrected', async () => {
  const row = { ...firstRow, complaint_type: 'NA', descriptor: 'NA' };
  expect(await office.import(csvOf([row]), { source: 'corrected' })).toMatchObject({ rejected: 1, cases: 0 });
  expect(await office.import(csvOf([{ ...firstRow, complaint_type: 'Parks' }]), { source: 'corrected' })).toMatchObject({
    rejected: 0,
    written: 1,
  });
});

test('a run over any beginning of a file, and then over all of it, comes to the figures of all of it', async () => {
  let nth = 0;
  const arbitrary = fc.record({
    count: fc.integer({ min: 1, max: 120 }),
    seed: fc.nat(),
    cut: fc.nat({ max: 120 }),
    batchSize: fc.integer({ min: 1, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ count, seed, cut, batchSize }) => {
      const given = { source: `property-${(nth += 1)}`, batchSize };
      const all = generate(count, seed);
      const beginning = await office.import(csvOf(all.slice(0, cut)), given);
      const whole = await office.import(csvOf(all), given);
      expect(figuresOf(whole)).toEqual(modelOf(all));
      expect(whole.alreadyThere).toBe(beginning.written);
    }),
    { numRuns: 15 },
  );
});
