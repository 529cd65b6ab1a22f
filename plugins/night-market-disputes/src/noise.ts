import type { OwnTables, PolicyKey } from '@maplebridge/contract';
import { noiseLimits, zoneClasses, type PartOfDay, type ZoneClass } from './policies';

/** What a meter showed. It belongs to a case and tells of a place, never of a person. */
export interface Reading {
  readonly id: string;
  /** dB(A), whole. */
  readonly decibels: number;
  readonly measuredAt: Date;
}

/** Night is 22:00 to 06:00 on the wall clock of the unit (Noise Law art. 88, unverified). */
export function partOfDay(at: Date, timeZone: string): PartOfDay {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(at));
  return hour >= 22 || hour < 6 ? 'night' : 'day';
}

/** Zone class 2, trade and homes mixed, where nobody has said which it is. */
export function limitKey(part: PartOfDay, zone: unknown): PolicyKey {
  const known: ZoneClass = zoneClasses.find((one) => one === zone) ?? 'class2';
  return noiseLimits[part][known];
}

export async function writeReading(tables: OwnTables, caseId: string, { decibels, measuredAt }: Omit<Reading, 'id'>): Promise<void> {
  await tables.query('insert into noise_reading (case_id, decibels, measured_at) values ($1, $2, $3)', [caseId, decibels, measuredAt]);
}

/** The latest readings of a case first, at most 100. */
export const readingsOf = (tables: OwnTables, caseId: string): Promise<readonly Reading[]> =>
  tables.query<Reading>(
    'select id, decibels, measured_at as "measuredAt" from noise_reading where case_id = $1 order by measured_at desc, id desc limit 100',
    [caseId],
  );
