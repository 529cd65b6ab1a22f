import { isPersonal, type FieldClass, type HeldValue } from '@maplebridge/contract';
import {
  concernedIn,
  openAssigned as openSealed,
  partiesOf,
  sealedSubject,
  type AssignedOpening,
  type PartyRow,
} from '@maplebridge/storage';
import { workerOf } from './amend';
import { findMany } from './find';
import { consentedClasses } from './processingConsents';
import type { Found } from './records';
import { withRights, type LoadedViewer, type Session } from './session';
import { refuseUnlogged } from './unmask';
import { isUuid } from './uuid';

/** What the log says where nobody was asked for a purpose; the person concerned reads it. */
const purposes = {
  assigned: '承办本案 · the case is assigned to the reader',
  concerned: '查阅本人信息 · the person’s own values',
} as const;

/**
 * Personal values of a case for whoever it is assigned to, since the assignment is the purpose, and for the person concerned. Null for all
 * others, who state a purpose. Read in one statement with the access rows: no entry, no value.
 */
export async function openAssigned(session: Session, caseId: string, given: readonly FieldClass[]): Promise<readonly HeldValue[] | null> {
  if (!session.viewer || !isUuid(caseId)) return null;
  const classes = given.filter(isPersonal);
  const known = session.gathered.get(caseId);
  let isFirst = true;
  return withRights(session, async (viewer, seer) => {
    const found = isFirst && known ? known.found : ((await findMany(session, [caseId]))[0] ?? null);
    const parties = isFirst ? known?.parties : undefined;
    isFirst = false;
    const right = found && (await rightOf(session, viewer, found));
    if (!found || !right) return null;
    const rows = parties ?? (await partiesOf(session.platform.database.query, [caseId]));
    const isAssigned = right.ground === 'assigned';
    const held = subjectsOf(found, isAssigned ? rows : rows.filter(({ id }) => right.concerned.has(id)), right.ground);
    const agreed = isAssigned ? await consentedClasses(session.platform, found.row, rows) : everything;
    const opening = {
      ...{ ...right, seer, caseId, actorId: viewer.personId, requestId: session.requestId },
      asked: held.flatMap(({ subject, partyId }) => agreed(partyId, classes).map((one) => ({ ...subject, class: one }))),
    };
    return openHeld(session, opening, held);
  });
}

const everything = (_partyId: string | null, classes: readonly FieldClass[]): readonly FieldClass[] => classes;

type Right = Pick<AssignedOpening, 'ground' | 'role' | 'unitId' | 'purpose'> & { readonly concerned: ReadonlySet<string> };

/** By which the viewer may read without being asked; null where a purpose has to be stated. */
async function rightOf(session: Session, viewer: LoadedViewer, { row, standing }: Found): Promise<Right | null> {
  const isAssigned = row.handlerId === viewer.personId || standing.assignments.length > 0;
  const worker = isAssigned ? workerOf(session, row, standing) : null;
  if (worker) return { ground: 'assigned', role: worker.role, unitId: worker.unitId, purpose: purposes.assigned, concerned: new Set() };
  const [side] = standing.sides;
  const concerned = side === undefined ? [] : await concernedIn(session.platform.database.query, viewer.personId, row.id);
  if (side === undefined || !concerned.length) return null;
  const own = { role: `side:${side}`, unitId: null, purpose: purposes.concerned };
  return { ...own, ground: { concerned }, concerned: new Set(concerned) };
}

interface Held {
  readonly subject: { readonly caseId: string; readonly subjectId: string };
  readonly partyId: string | null;
}

/** Values of a party that came from an earlier case are under the name of that one; those of the case itself are for who works on it. */
function subjectsOf({ row }: Found, parties: readonly PartyRow[], ground: Right['ground']): readonly Held[] {
  const own = ground === 'assigned' ? [{ partyId: null, subject: { caseId: row.id, subjectId: row.id } }] : [];
  return [...own, ...parties.map((one) => ({ partyId: one.id, subject: sealedSubject(one) }))];
}

async function openHeld({ platform }: Session, opening: AssignedOpening, held: readonly Held[]): Promise<readonly HeldValue[]> {
  const { database, keyring } = platform;
  const values = await openSealed({ query: database.query, keyring }, opening).catch(refuseUnlogged);
  return held.flatMap(({ subject, partyId }) =>
    values
      .filter(({ subjectId }) => subjectId === subject.subjectId)
      .map(({ field, text, class: fieldClass }) => ({ partyId, field, value: { text, isMasked: false, class: fieldClass } })),
  );
}
