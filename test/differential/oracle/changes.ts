import { cutOf, pageOf, refused } from '../lists';
import type { CaseRow, EntryRow } from '../rows';
import { actorLabel, entryLabel, globalId, outside, shownAt } from '../words';
import { connection } from './connection';
import { citationShown } from './law';
import { placeholderOf, sourceOf } from './ledger';
import { unitShown } from './places';
import { isLoaded, statusShown } from './status';
import { seenCase, spoken, type Shown, type View } from './view';

/** What happened to a case, as far as its viewer may read it, in the order in which it was recorded. */
export function historyShown(view: View, { id }: CaseRow, window: object): Shown {
  const list = `history ${id}`;
  const audiences = view.standings.get(id)?.audiences ?? new Set();
  const cut = cutOf(window);
  const meaning = cut.cursor === null ? null : view.meaning(cut.cursor);
  if (meaning !== null && !meaning?.startsWith(`${list}|`)) throw refused('BAD_USER_INPUT');
  const from = Number(meaning?.slice(list.length + 1));
  const entries = view.rows.entries
    .filter(({ case_id, audience }) => case_id === id && audiences.has(audience))
    .sort((one, other) => one.position - other.position);
  const page = pageOf(entries, cut, ({ position }) => position - from);
  return connection(page, { name: 'Change', list, rowOf: ({ position }) => String(position), show: (entry) => changeShown(view, entry) });
}

export function changeShown(view: View, entry: EntryRow): Shown {
  const caseId = entry.case_id ?? entry.subject_id;
  return {
    __typename: 'Change',
    id: globalId('change', entry.id),
    cursor: placeholderOf(entry),
    caseId: globalId('case', caseId),
    move: entry.type,
    label: spoken(view, entryLabel(view.rows, entry, isLoaded)),
    entering: () => enteringShown(view, entry),
    by: () => actorShown(view, entry),
    at: shownAt(entry.happened_at),
    recordedAt: shownAt(entry.recorded_at),
    note: noteOf(view, entry, caseId),
    source: () => {
      const source = sourceOf(entry);
      return source ? citationShown(view, source) : null;
    },
    case: () => {
      const found = seenCase(view, caseId);
      return found ? view.caseShown(view, found) : null;
    },
  };
}

function enteringShown(view: View, { case_type, state_after, phase_after, happened_at }: EntryRow): Shown | null {
  if (case_type === null || state_after === null || phase_after === null) return null;
  return statusShown(view, { type: case_type, code: state_after, phase: phase_after, since: happened_at });
}

const actorShown = (view: View, { actor: { kind, role, unitId } }: EntryRow): Shown => ({
  kind: outside(kind),
  role,
  post: kind === 'post' ? role : null,
  label: spoken(view, actorLabel(view.rows, kind, role)),
  unit: () => unitShown(view, unitId),
});

function noteOf({ rows, standings }: View, { id }: EntryRow, caseId: string): string | null {
  const note = rows.notes.find(({ entry_id }) => entry_id === id);
  return note && standings.get(caseId)?.audiences.has(note.audience) ? note.body : null;
}
