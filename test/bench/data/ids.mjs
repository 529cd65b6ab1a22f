import { createHash } from 'node:crypto';

/** The issuer of every token of the benchmark. */
export const issuer = 'https://login.bench.invalid';
/** 32 bytes in base64, known to everybody: no real person is in these data. */
export const masterKey = Buffer.alloc(32, 'maplebridge bench').toString('base64');

/** The same name always has the same id, in SQL (`pg_temp.id_of`) as here. */
export function idOf(name) {
  const hex = createHash('md5').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export const idFunction = `create function pg_temp.id_of(name text) returns uuid language sql immutable as $$
  select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 3) || substr(h, 21))::uuid from md5(name) h $$`;

/** Cases are opened until this instant, midnight where the units are; windows of days end here. */
export const until = '2026-06-29T16:00:00.000Z';

export const globalId = (kind, id) => Buffer.from(`${kind}:${id}`).toString('base64url');
/** A province, 10 cities, 100 counties, 2,000 grids: the first of each level holds the most cases. */
export const units = { province: 'P', city: 'C0', county: 'C0-K0', grid: 'C0-K0-G00' };
