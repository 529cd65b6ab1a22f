import { phases, type Consumed, type OwnTables, type RequestContext } from '@maplebridge/contract';
import DataLoader from 'dataloader';
import { caseCounts } from './caseCounts';
import { phaseColumns, type PhaseCounts } from './phases';

/** A unit and a period, of which counts are asked. */
export interface Asked {
  readonly unitId: string;
  /** Included. */
  readonly from: string;
  /** Excluded. */
  readonly until: string;
}

/** One type, over the period or on one day of it. */
export interface TypeCounts {
  readonly type: string;
  readonly day: string | null;
  readonly counts: PhaseCounts;
}

type Part = 'sums' | 'days' | 'consumed';
type Read = readonly TypeCounts[] | Consumed;

const key = Symbol('case counts');

/** What fields of one operation ask for is read at once: position first, then the rows of all units, with days only where days are shown. */
function load(context: RequestContext, asked: Asked, part: Part): Promise<Read> {
  const loader = context.cached(
    key,
    () =>
      new DataLoader<{ readonly asked: Asked; readonly part: Part }, Read, string>((wanted) => readAll(context, wanted), {
        cacheKeyFn: ({ asked: { unitId, from, until }, part }) => [part, unitId, from, until].join(' '),
      }),
  );
  return loader.load({ asked, part });
}

/** Over the whole period, type by type. */
export const sumsOf = async (context: RequestContext, asked: Asked): Promise<readonly TypeCounts[]> =>
  (await load(context, asked, 'sums')) as readonly TypeCounts[]; // as `readAll` answers that part

/** Day by day, days without a case left out. */
export const daysOf = async (context: RequestContext, asked: Asked): Promise<readonly TypeCounts[]> =>
  (await load(context, asked, 'days')) as readonly TypeCounts[]; // as `readAll` answers that part

export const consumedOf = async (context: RequestContext, asked: Asked): Promise<Consumed> =>
  (await load(context, asked, 'consumed')) as Consumed; // as `readAll` answers that part

async function readAll(
  context: RequestContext,
  wanted: readonly { readonly asked: Asked; readonly part: Part }[],
): Promise<readonly Read[]> {
  const wants = (part: Part): boolean => wanted.some((one) => one.part === part);
  const consumed = wants('consumed') ? await context.consumed('metrics', caseCounts.name) : nothingAsked;
  const periods = new Map(wanted.map(({ asked }) => [`${asked.from} ${asked.until}`, asked]));
  const rows = new Map<string, readonly Row[]>();
  for (const [name, period] of periods) {
    const units = wanted.filter(({ asked }) => `${asked.from} ${asked.until}` === name).map(({ asked }) => asked.unitId);
    if (wants('sums') || wants('days'))
      rows.set(name, await rowsOf(context.own('metrics'), { ...period, units: [...new Set(units)], isDaily: wants('days') }));
  }
  return wanted.map(({ asked, part }) => {
    const own = (rows.get(`${asked.from} ${asked.until}`) ?? []).filter(({ unitId }) => unitId === asked.unitId);
    if (part === 'consumed') return consumed;
    return part === 'days' ? own : summed(own);
  });
}

const nothingAsked: Consumed = { cursor: '', behind: 0 };

interface Row extends TypeCounts {
  readonly unitId: string;
}

interface Reading extends Omit<Asked, 'unitId'> {
  readonly units: readonly string[];
  readonly isDaily: boolean;
}

const sums = phaseColumns.map((column) => `sum(${column})::integer`).join(', ');

/** Costs the rows of the days asked for, whatever stands below the unit. */
const statement = (day: string): string => `
select unit_id as "unitId", type, ${day} as day, array[${sums}] as counts
  from case_count where generation = (select shown from generation) and unit_id = any ($1) and day >= $2 and day < $3
 group by unit_id, type, ${day} order by unit_id, type, ${day}`;

const daily = statement('day');
/** Of units, from a day and before another. */
export const countsOfPeriod = statement('null::date');

async function rowsOf(tables: OwnTables, { units, from, until, isDaily }: Reading): Promise<readonly Row[]> {
  const rows = await tables.query<Row>(isDaily ? daily : countsOfPeriod, [units, from, until]);
  return rows.filter(({ counts }) => counts.some((count) => count > 0));
}

function summed(rows: readonly TypeCounts[]): readonly TypeCounts[] {
  const types = new Map<string, number[]>();
  for (const { type, counts } of rows) {
    const before = types.get(type);
    types.set(
      type,
      phases.map((_, at) => (before?.[at] ?? 0) + (counts[at] ?? 0)),
    );
  }
  return [...types].map(([type, counts]) => ({ type, day: null, counts }));
}
