import { contractVersion } from '@maplebridge/contract';
import { allPlugins } from '../../stories/city';
import {
  asksForClosed,
  compareIn,
  cutOf,
  listKey,
  matches,
  pageOf,
  refused,
  type Filter,
  type Order,
  type WindowArguments,
} from '../lists';
import type { CaseRow } from '../rows';
import { globalId, idOf, inside, pascal, readId } from '../words';
import { caseShown, partyShown, reportShown } from './cases';
import { changeShown } from './changes';
import { connection } from './connection';
import { placeShown, unitShown } from './places';
import { cursorOf, isSeen, seenCase, type Shown, type View } from './view';

type Given = Readonly<Record<string, unknown>>;
interface ListArguments extends WindowArguments {
  readonly filter?: Given | null;
  readonly orderBy?: Order | null;
}

/** The filter with its ids read and its enums as rows have them; null when an id in it names nothing of its kind. */
function filterOf(given: Given | null | undefined): Filter | null {
  const { unit, place, phases, ...others } = given ?? {};
  const filter: Record<string, unknown> = Object.fromEntries(Object.entries(others).filter(([, value]) => (value ?? null) !== null));
  if (Array.isArray(phases)) filter.phases = phases.map(inside);
  if ((unit ?? null) === null) delete filter.includeDescendants;
  else filter.unitId = idOf('unit', unit as string);
  if ((place ?? null) !== null) filter.placeId = idOf('place', place as string);
  return filter.unitId === null || filter.placeId === null ? null : filter;
}

function listShown(view: View, name: string, asked: ListArguments & { readonly narrowed?: Filter }): Shown | null {
  const cut = cutOf(asked);
  const read = filterOf(asked.filter);
  if (read === null) return null;
  const filter = { ...read, ...asked.narrowed };
  const order = asked.orderBy ?? 'DUE_FIRST';
  const list = listKey(filter, order);
  const from = cut.cursor === null ? undefined : rowAt(view, list, cut.cursor);
  const all = casesOf(view, filter, order);
  const compare = compareIn(order);
  const isNothing = view.personId === null || !isUnitThere(view, filter);
  const page = isNothing
    ? { rows: [], hasNextPage: false, hasPreviousPage: false }
    : pageOf(all, cut, (row) => (from ? compare(row, from) : 0));
  const shown = connection(page, { name, list, rowOf: ({ id }) => id, show: (one) => caseShown(view, one) });
  return { ...shown, liveCursor: cursorOf('live', ''), totalCount: all.length, totalIsLowerBound: false };
}

const isUnitThere = ({ rows }: View, { unitId }: Filter): boolean => unitId === undefined || rows.units.some(({ id }) => id === unitId);

function casesOf(view: View, filter: Filter, order: Order): readonly CaseRow[] {
  const { rows, personId, now } = view;
  if (personId === null) return [];
  const isOpenOnly = order === 'DUE_FIRST' && !asksForClosed(filter, rows);
  return rows.cases
    .filter((one) => isSeen(view, one) && (!isOpenOnly || one.closed_at === null) && matches(one, filter, { rows, personId, now }))
    .sort(compareIn(order));
}

/** The row that a cursor of this very list stands for. */
function rowAt(view: View, list: string, cursor: string): CaseRow {
  const meaning = view.meaning(cursor) ?? '';
  const row = meaning.startsWith(`${list}|`) ? view.rows.cases.find(({ id }) => id === meaning.slice(list.length + 1)) : undefined;
  if (!row) throw refused('BAD_USER_INPUT');
  return row;
}

function caseById(view: View, text: string, type?: string): Shown | null {
  const found = seenCase(view, idOf('case', text));
  return found && (type === undefined || found.type === type) ? caseShown(view, found) : null;
}

function caseByNumber(view: View, number: string): Shown | null {
  const wanted = number.normalize('NFC').trim().toUpperCase();
  const found = number.length > 100 ? undefined : view.rows.numbers.find((one) => one.number === wanted);
  const seen = seenCase(view, found?.case_id ?? null);
  return seen && caseShown(view, seen);
}

function nodeShown(view: View, text: string): Shown | null {
  const { kind, id } = readId(text) ?? { kind: '', id: '' };
  if (kind === 'case') return caseById(view, text);
  if (kind === 'unit') return unitShown(view, id);
  if (kind === 'place') return placeShown(view, id);
  if (kind === 'report') return reportShown(view, id);
  return kind === 'party' ? partyNode(view, id) : kind === 'change' ? changeNode(view, id) : null;
}

function partyNode(view: View, id: string): Shown | null {
  const party = view.rows.parties.find((one) => one.id === id);
  return party && seenCase(view, party.case_id) ? partyShown(view, party) : null;
}

function changeNode(view: View, id: string): Shown | null {
  const entry = view.rows.entries.find((one) => one.id === id);
  const standing = view.standings.get(entry?.case_id ?? '');
  return entry && standing?.isSeen && standing.audiences.has(entry.audience) ? changeShown(view, entry) : null;
}

function unitAsked(view: View, { id, code }: { readonly id?: string | null; readonly code?: string | null }): Shown | null {
  if (((id ?? null) === null) === ((code ?? null) === null)) throw refused('BAD_USER_INPUT');
  const unit = view.rows.units.find((one) => one.code === code);
  return unitShown(view, (id ?? null) === null ? (unit?.id ?? null) : idOf('unit', id ?? ''));
}

/** Lists of their own that plugins declare: cases of a type in some states. */
const ownLists: Readonly<Record<string, Filter>> = {
  communityDisputesToConfirm: { types: ['community-dispute'], states: ['settledInPlace', 'agreed'] },
  medicalDisputesInAppraisal: { types: ['medical-dispute'], states: ['appraisal'] },
  nightMarketDisputesAtScene: { types: ['night-market-dispute'], states: ['atScene', 'onTheSpot'] },
  serviceRequestsAwaitingDocuments: { types: ['service-request'], states: ['awaitingDocuments'] },
};

/** The root value of an operation. */
export function rootOf(view: View): Shown {
  const fields: Record<string, unknown> = {
    version: contractVersion,
    viewer: () => viewerShown(view),
    unit: (asked: object) => unitAsked(view, asked),
    node: ({ id }: { readonly id: string }) => nodeShown(view, id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => nodeShown(view, id)),
    case: ({ id }: { readonly id: string }) => caseById(view, id),
    caseByNumber: ({ number }: { readonly number: string }) => caseByNumber(view, number),
    cases: (asked: ListArguments) => listShown(view, 'Case', asked),
  };
  for (const { name } of allPlugins.flatMap(({ caseTypes }) => caseTypes)) {
    const Type = pascal(name);
    const field = `${Type.charAt(0).toLowerCase()}${Type.slice(1)}`;
    fields[field] = ({ id }: { readonly id: string }) => caseById(view, id, name);
    fields[`${field}s`] = (asked: ListArguments) => listShown(view, Type, { ...asked, narrowed: { types: [name] } });
  }
  for (const [field, narrowed] of Object.entries(ownLists))
    fields[field] = (asked: object) => listShown(view, pascal(narrowed.types?.[0] ?? ''), { ...asked, narrowed });
  return fields;
}

const viewerShown = (view: View): Shown | null =>
  view.personId === null
    ? null
    : {
        id: globalId('person', view.personId),
        name: view.context.viewer?.name,
        inbox: (asked: ListArguments) => listShown(view, 'Case', asked),
      };
