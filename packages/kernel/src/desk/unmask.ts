import {
  isPersonal,
  Refusal,
  type FieldClass,
  type PersonalValue,
  type PartyRecord,
  type Standing,
  type UnmaskDetailsInput,
  type UnmaskInput,
  type Viewer,
} from '@maplebridge/contract';
import {
  concernedIn,
  isAnsweredError,
  openPersonal,
  partiesOf,
  readPartyDecision,
  sealedSubject,
  type CaseRow,
  type PartyRow,
  type Seer,
} from '@maplebridge/storage';
import { checkText } from '../law';
import { workerOf } from './amend';
import { findOne, notFound } from './find';
import { foundFor } from './records';
import type { Platform } from './platform';
import { consentedClasses, consentMissing } from './processingConsents';
import { partyRecord } from './related';
import { signedIn, withRights, type Session } from './session';
import { isUuid } from './uuid';
import { openOnce } from './writing';

/** Minutes for which a client may show what was opened; a convention of the platform, not a law. */
const shownFor = 10;
const longestPurpose = 2_000;

export interface Opened {
  readonly until: Date;
  readonly opened: Readonly<Record<string, PersonalValue>>;
}

/** Opens personal values of a party for a stated purpose. The access row is written with the reading: no entry, no value. */
export async function unmask(session: Session, input: UnmaskInput): Promise<Opened & { readonly party: PartyRecord }> {
  return withRights(session, async (viewer, seer) => {
    const { party, ...right } = await readable(session, { viewer, seer }, input);
    const values = await openSubject(session, { ...sealedSubject(party), ...right, seer, visibleCaseId: party.caseId }, input);
    return { ...values, party: { ...partyRecord(party), name: values.opened.name ?? partyRecord(party).name } };
  });
}

/** Opens personal details of a case, e.g. what happened to a patient; only for those who work on it. */
export async function unmaskDetails(session: Session, input: UnmaskDetailsInput): Promise<Opened & { readonly caseId: string }> {
  return withRights(session, async (_viewer, seer) => {
    const { row, standing } = await findOne(session, input.caseId);
    const worker = readerOf(session, row, standing);
    if (!worker) throw notForYou();
    if (!isEmergency(worker)) {
      const parties = await partiesOf(session.platform.database.query, [row.id]);
      await refuseUnconsented(session.platform, row, { classes: input.classes, partyId: null, parties });
    }
    const subject = { caseId: row.id, subjectId: row.id, role: worker.role, unitId: worker.unitId, seer, visibleCaseId: row.id };
    return { caseId: row.id, ...(await openSubject(session, subject, input)) };
  });
}

/** Whoever works on the case by a right of their own reads by that one, also while an emergency is open. */
const isEmergency = ({ role }: Pick<Readable, 'role'>): boolean => role.startsWith('emergency:');

interface Unconsented {
  readonly classes: readonly FieldClass[];
  readonly partyId: string | null;
  readonly parties: readonly PartyRow[];
}

/** Where the basis is consent, what was not agreed to is opened for nobody who works on the case, but in an emergency. */
async function refuseUnconsented(platform: Platform, row: CaseRow, { classes, partyId, parties }: Unconsented): Promise<void> {
  const agreed = (await consentedClasses(platform, row, parties))(partyId, classes);
  const missing = classes.filter((one) => isPersonal(one) && !agreed.includes(one));
  if (missing.length > 0) throw consentMissing(missing);
}

interface Subject {
  readonly caseId: string;
  readonly subjectId: string;
  readonly role: string;
  readonly unitId: string | null;
  readonly seer: Seer;
  readonly visibleCaseId: string;
}

type Wish = Pick<UnmaskInput, 'classes' | 'purpose' | 'idempotencyKey'>;

/** The key stands for one opening of one subject for one purpose; repeated, it opens again and is on record again. */
async function openSubject(
  session: Session,
  { seer, visibleCaseId, ...subject }: Subject,
  { classes, purpose, idempotencyKey }: Wish,
): Promise<Opened> {
  const { platform, requestId } = session;
  const { keyring } = platform;
  const { query } = platform.database;
  const opening = { ...subject, classes, purpose: purposeOf(purpose), actorId: signedIn(session).personId, requestId };
  const intent = { kind: 'unmask', key: idempotencyKey, body: [subject.subjectId, classes, purpose] };
  const values = await openOnce(session, intent, (key) => openPersonal({ query, keyring }, opening, { seer, visibleCaseId, key })).catch(
    refuseUnlogged,
  );
  const opened = Object.fromEntries(values.map((one) => [one.field, shown(one)]));
  return { opened, until: new Date(platform.now().getTime() + shownFor * 60_000) };
}

const shown = (one: { class: FieldClass; text: string }): PersonalValue => ({ text: one.text, isMasked: false, class: one.class });

function purposeOf(text: string): string {
  const purpose = checkText('purpose', text, longestPurpose).trim();
  if (purpose) return purpose;
  throw new Refusal(
    'PURPOSE_REQUIRED',
    { 'zh-CN': '查看个人信息须说明目的。', en: 'Say what the personal values are opened for.' },
    { field: 'purpose' },
  );
}

/** Who works on the case, and who opened it in an emergency: what is read then stands in the access log under that word. */
function readerOf(session: Session, row: CaseRow, standing: Standing): Pick<Readable, 'role' | 'unitId'> | null {
  const { emergency } = standing;
  return workerOf(session, row, standing) ?? (emergency ? { role: `emergency:${emergency.role}`, unitId: emergency.unitId } : null);
}

interface Readable {
  readonly party: PartyRow;
  readonly role: string;
  readonly unitId: string | null;
}

async function readable(
  session: Session,
  { viewer, seer }: { viewer: Viewer; seer: Seer },
  { partyId, classes }: Pick<UnmaskInput, 'partyId' | 'classes'>,
): Promise<Readable> {
  const { platform } = session;
  const { database } = platform;
  const read = isUuid(partyId) ? await readPartyDecision(database.query, { seer, partyId }) : null;
  if (!read) throw notFound();
  const { party, row } = read;
  if (party.personId === viewer.personId) return { party, role: `side:${party.side}`, unitId: null };
  const { standing } = foundFor(platform, viewer, row);
  const worker = readerOf(session, row, standing);
  if (worker && !isEmergency(worker)) await refuseUnconsented(platform, row, { classes, partyId: party.id, parties: [party] });
  if (worker) return { party, role: worker.role, unitId: worker.unitId };
  const concerned = await concernedIn(database.query, viewer.personId, row.id);
  if (concerned.includes(party.id)) return { party, role: `side:${party.side}`, unitId: null };
  throw notForYou();
}

const notForYou = (): Refusal =>
  new Refusal('FORBIDDEN', {
    'zh-CN': '只有办理此案的人员可以为说明的目的查看个人信息；当事人可查看自己的信息。',
    en: 'Those who work on the case may open personal values for a purpose, and each party its own; nobody else.',
  });

const unavailable = (): Refusal =>
  new Refusal('ACCESS_LOG_UNAVAILABLE', {
    'zh-CN': '暂时无法写入查阅记录，因此不显示个人信息；请稍后重试。',
    en: 'The access log cannot be written right now, so no personal value is shown; try again later.',
  });

/** Errors of the database itself (SQLSTATE) while reading mean that no access row stands; all else is a bug and rises. */
export function refuseUnlogged(error: unknown): never {
  if (isAnsweredError(error)) throw unavailable();
  throw error;
}
