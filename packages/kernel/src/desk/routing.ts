import { Refusal, type Label } from '@maplebridge/contract';
import { competenceFor, placesById, rootUnit } from '@maplebridge/storage';
import { localDay, route } from '../law';
import type { Platform } from './platform';

/** The unit that answers for a new case of the type at a place, with the steps that led to it. */
export async function routeCase(
  platform: Platform,
  type: string,
  placeId: string | null,
): Promise<{ unitId: string; steps: readonly Label[] }> {
  const { query } = platform.database;
  const root = await rootUnit(query);
  if (!root)
    throw new Refusal('UNAVAILABLE', {
      'zh-CN': '尚未建立单位。',
      en: 'There are no units yet; the operator imports them with "maplebridge units import".',
    });
  const placePath = placeId === null ? [] : await pathUp(platform, placeId);
  const competence = await competenceFor(query, type, placePath);
  return route({ type, placePath, competence, day: localDay(platform.now(), root.timeZone), rootUnitId: root.id });
}

/** From the place itself up to the widest. */
async function pathUp(platform: Platform, placeId: string): Promise<readonly string[]> {
  const [place] = await placesById(platform.database.query, [placeId]);
  if (!place)
    throw new Refusal('NOT_FOUND', { 'zh-CN': '没有这个地点。', en: 'There is no such place; check the id.' }, { field: 'place' });
  return [...place.path].reverse();
}
