import { randomUUID } from 'node:crypto';
import { globalId, until } from '../../data/ids.mjs';
import * as documents from './documents.mjs';

const post = (query, variables) => ({ path: '/graphql', body: JSON.stringify({ query, variables }) });
const idIn = (global) => Buffer.from(global, 'base64url').toString().split(':')[1];
/** `FOLLOW_UP` is `followUp` in the database. */
const phaseOf = (name) => name.toLowerCase().replace(/_([a-z])/g, (_all, letter) => letter.toUpperCase());
const typeOf = (name) => name.replace(/[A-Z]/g, (letter, at) => (at ? '-' : '') + letter.toLowerCase());

const shared = ({ id, number, summary, status }) => ({ id: idIn(id), number, summary, state: status.code, phase: phaseOf(status.phase) });
const partiesOf = ({ parties }) => parties.map(({ side, name }) => ({ side: side.toLowerCase(), name: name.text }));
const eventOf = ({ move, at, entering }) => ({ move, at, ...(entering && { state: entering.code, phase: phaseOf(entering.phase) }) });

function caseOf({ data: { medicalDispute: found } }) {
  const { details, unit, version, openedAt, history } = found;
  return {
    ...shared(found),
    version,
    openedAt,
    unit: unit.name,
    parties: partiesOf(found),
    details: { ...details, hospital: details.hospital?.name ?? null },
    events: history.nodes.map(eventOf),
  };
}

const rowOf = (one) => ({ ...shared(one), unit: one.unit.name, parties: partiesOf(one), event: eventOf(one.history.nodes[0]) });
const mixedOf = ({ __typename, details, unit, ...one }) => ({ ...shared(one), type: typeOf(__typename), unit: unit.name, details });

const countOf = ({ type, phase, count }) => ({ type, phase: phaseOf(phase), cases: count });
const byName = (one, other) => (`${one.type} ${one.phase}` < `${other.type} ${other.phase}` ? -1 : 1);
/** The day that begins at this instant where the unit is. */
const dayOf = (instant) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

const openedOf = ({ party, value }) => ({ side: party.side.toLowerCase(), name: value.text });

function signedOf({ data: { moveCommunityDispute: done } }) {
  return { state: done.case.status.code, phase: phaseOf(done.case.status.phase), version: done.case.version, move: done.change.move };
}

const caseAsk = ({ id }) => post(documents.caseById, { id: globalId('case', id) });

/** For each workload what is sent, one request or several in a row, and how the answers are read into what all contestants have to agree on. */
export const asks = {
  case: { send: (input) => [caseAsk(input)], read: ([answer]) => caseOf(answer) },
  open: {
    send: ({ id }) => [post(documents.openedById, { id: globalId('case', id) })],
    read: ([answer]) => ({ ...caseOf(answer), opened: answer.data.medicalDispute.opened.map(openedOf) }),
  },
  page: {
    send: ({ unit }) => [post(documents.page, { unit: globalId('unit', unit) })],
    read: ([answer]) => answer.data.cases.nodes.map(rowOf),
  },
  mixed: {
    send: ({ unit }) => [post(documents.mixedPage, { unit: globalId('unit', unit) })],
    read: ([answer]) => answer.data.cases.nodes.map(mixedOf),
  },
  counts: {
    send: ({ unit, from }) => [post(documents.counts, { unit: globalId('unit', unit), from: dayOf(from), until: dayOf(until) })],
    read: ([answer]) => answer.data.unit.caseCounts.counts.map(countOf).sort(byName),
  },
  sign: {
    send: ({ id, version }) => [
      post(documents.signFor, {
        input: { id: globalId('case', id), move: 'signFor', expectedVersion: version, idempotencyKey: randomUUID() },
      }),
    ],
    read: ([answer]) => signedOf(answer),
  },
};
