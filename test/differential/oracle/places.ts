import { loaders } from '@maplebridge/graph';
import { cutOf, pageOf, refused } from '../lists';
import type { PlaceRow, UnitRow } from '../rows';
import { globalId, outside, roleLabel, shownAt } from '../words';
import { connection } from './connection';
import { spoken, type Shown, type View } from './view';

/** Organisations and places: the same for everybody. */
export function unitShown(view: View, id: string | null): Shown | null {
  const unit = view.rows.units.find((one) => one.id === id);
  if (!unit) return null;
  const kind = view.rows.kinds.find((one) => one.kind === unit.kind);
  return {
    __typename: 'Unit',
    id: globalId('unit', unit.id),
    code: unit.code,
    name: spoken(view, { 'zh-CN': unit.name_zh, en: unit.name_en }),
    kind: unit.kind,
    kindLabel: spoken(view, { 'zh-CN': kind?.label_zh ?? '', en: kind?.label_en ?? '' }),
    level: unit.level,
    parent: () => unitShown(view, unit.parent_id),
    ancestors: () => unit.path.slice(0, -1).map((above) => unitShown(view, above)),
    children: async (window: object) => children(view, unit, window),
    holders: (asked: { readonly role?: string | null; readonly first?: number | null }) => holders(view, unit, asked),
    timeZone: unit.time_zone,
    from: shownAt(unit.valid_from),
    until: shownAt(unit.valid_until),
  };
}

function children(view: View, unit: UnitRow, window: object): Shown {
  const list = `children ${unit.id}`;
  const below = view.rows.units.filter(({ parent_id }) => parent_id === unit.id);
  const cut = cutOf(window);
  const from = cut.cursor === null ? -1 : below.findIndex(({ code }) => view.meaning(cut.cursor ?? '') === `${list}|${code}`);
  if (cut.cursor !== null && from < 0) throw refused('BAD_USER_INPUT');
  const page = pageOf(below, cut, (row) => below.indexOf(row) - from);
  return connection(page, { name: 'Unit', list, rowOf: ({ code }) => code, show: ({ id }) => unitShown(view, id) });
}

/** Who may be told of holders is the kernel's to say, and told elsewhere whether it says it well. */
async function holders(view: View, { id }: UnitRow, asked: { readonly role?: string | null; readonly first?: number | null }) {
  const size = asked.first ?? 100;
  if (size < 1 || size > 100) throw refused('BAD_USER_INPUT');
  const all = await loaders.holders(view.context).load(`${id} ${asked.role ?? ''}`);
  return all.slice(0, size).map(({ personId, role, from, until }) => ({
    person: globalId('person', personId),
    role,
    label: spoken(view, roleLabel(view.rows, role)),
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
  }));
}

export function placeShown(view: View, id: string | null): Shown | null {
  const place = view.rows.places.find((one) => one.id === id);
  return place ? placeOf(view, place) : null;
}

const placeOf = (view: View, place: PlaceRow): Shown => ({
  __typename: 'Place',
  id: globalId('place', place.id),
  name: place.name,
  kind: outside(place.kind),
  partOf: () => placeShown(view, place.part_of),
  answeredBy: async () => (await loaders.answering(view.context).load(place.id)).slice(0, 50).map(({ id }) => unitShown(view, id)),
});
