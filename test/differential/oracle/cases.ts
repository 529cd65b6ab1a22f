import { isPersonal, type FieldSpec } from '@maplebridge/contract';
import type { CaseRow, PartyRow } from '../rows';
import { globalId, outside, pascal, roleLabel, shownAt } from '../words';
import { historyShown } from './changes';
import { deadlines, due, moves } from './law';
import { placeShown, unitShown } from './places';
import { isLoaded, loadedType, statusShown } from './status';
import { isSeen, seenCase, spoken, type Shown, type View } from './view';

export const typenameOf = ({ type }: CaseRow): string => (isLoaded(type) ? pascal(type) : 'DormantCase');

/** A case that the viewer sees. */
export const caseShown = (view: View, one: CaseRow): Shown => ({
  __typename: typenameOf(one),
  id: globalId('case', one.id),
  number: one.number,
  version: one.version,
  jurisdiction: () => jurisdictionOf(view, one),
  summary: one.summary,
  status: () => statusShown(view, { type: one.type, code: one.state, phase: one.phase, since: one.entered_at }),
  outcome: one.outcome && outside(one.outcome),
  unit: () => unitShown(view, one.unit_id),
  handler: () =>
    one.handler_post === null
      ? null
      : {
          kind: 'POST',
          role: one.handler_post,
          post: one.handler_post,
          label: spoken(view, roleLabel(view.rows, one.handler_post)),
          unit: one.handler_unit === null ? null : unitShown(view, one.handler_unit),
        },
  place: () => placeShown(view, one.place_id),
  report: () => reportShown(view, one.report_id),
  openedAt: shownAt(one.opened_at),
  closedAt: shownAt(one.closed_at),
  changedAt: shownAt(one.changed_at),
  due: () => due(view, one),
  deadlines: () => deadlines(view, one),
  moves: () => moves(view, one),
  parties: () =>
    partiesOf(view, one.id)
      .slice(0, 50)
      .map((party) => partyShown(view, party)),
  links: () => linksOf(view, one),
  history: async (window: object) => historyShown(view, one, window), // an error thrown at once would leave other rows' promises alone
  details: () => detailsShown(view, one),
});

function jurisdictionOf(view: View, { type, jurisdiction }: CaseRow): Shown {
  const own = view.rows.types.filter((one) => one.jurisdiction === jurisdiction);
  const row = own.find(({ name }) => name === type) ?? own[0];
  if (!row) throw new Error(`No type of ${jurisdiction} was ever stored.`);
  return {
    name: row.jurisdiction,
    label: spoken(view, row.jurisdiction_label),
    typeName: pascal(row.name),
    version: row.jurisdiction_version,
    isDormant: !isLoaded(row.name),
  };
}

/** A report is as visible as the cases that came of it. */
export function reportShown(view: View, id: string | null): Shown | null {
  const report = view.rows.reports.find((one) => one.id === id);
  const cases = (): readonly CaseRow[] =>
    view.rows.cases
      .filter(({ report_id }) => report_id === id)
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .slice(0, 100)
      .filter((one) => isSeen(view, one));
  if (!report || cases().length === 0) return null;
  return {
    __typename: 'Report',
    id: globalId('report', report.id),
    number: report.number,
    channel: report.channel,
    receivedAt: shownAt(report.received_at),
    place: () => placeShown(view, report.place_id),
    cases: () => cases().map((one) => caseShown(view, one)),
  };
}

const partiesOf = ({ rows }: View, caseId: string): readonly PartyRow[] =>
  rows.parties.filter(({ case_id }) => case_id === caseId).sort((one, other) => (one.side + one.id < other.side + other.id ? -1 : 1));

/** A party that came from an earlier case has its mask there. */
export function partyShown(view: View, party: PartyRow): Shown {
  const subject = party.sealed_party ?? party.id;
  const mask = view.rows.masks.find(({ subject_id, field }) => subject_id === subject && field === 'name');
  const principal = (): PartyRow | undefined => partiesOf(view, party.case_id).find(({ id }) => id === party.acts_for);
  return {
    __typename: 'Party',
    id: globalId('party', party.id),
    side: outside(party.side),
    capacity: outside(party.capacity),
    consent: outside(party.consent),
    name: { text: mask?.mask ?? '***', isMasked: true, class: 'IDENTITY' },
    actsFor: () => {
      const found = principal();
      return found ? partyShown(view, found) : null;
    },
  };
}

const linksOf = (view: View, { id }: CaseRow): readonly Shown[] =>
  view.rows.links
    .filter(({ case_id }) => case_id === id)
    .sort((one, other) => (one.since + one.other_id < other.since + other.other_id ? -1 : 1))
    .flatMap(({ other_id, relation }) => {
      const other = seenCase(view, other_id);
      return other ? [{ relation, case: () => caseShown(view, other) }] : [];
    })
    .slice(0, 50);

/** What is internal is null to whoever does not work on the case; what is personal is its mask. */
function detailsShown(view: View, one: CaseRow): Shown {
  const row = view.rows.details.get(one.id) ?? {};
  const works = view.standings.get(one.id)?.works === true;
  const fields = loadedType(one.type)?.fields ?? [];
  return Object.fromEntries(
    fields.map((field) => [field.name, field.class === 'internal' && !works ? null : detail(view, one, { field, row })]),
  );
}

function detail(view: View, { id }: CaseRow, { field, row }: { readonly field: FieldSpec; readonly row: Shown }): unknown {
  if (isPersonal(field.class)) {
    const mask = view.rows.masks.find((one) => one.case_id === id && one.subject_id === id && one.field === field.name);
    return mask ? { text: mask.mask, isMasked: true, class: outside(field.class) } : null;
  }
  const value = row[columnOf(field)] ?? null;
  if (field.type.kind === 'unit') return unitShown(view, value as string | null); // the column holds ids
  if (field.type.kind === 'place') return placeShown(view, value as string | null); // likewise
  return field.type.kind === 'instant' ? shownAt(value as string | null) : value; // read as text
}

const columnOf = ({ name }: FieldSpec): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
