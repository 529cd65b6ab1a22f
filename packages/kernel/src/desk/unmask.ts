import {
  Refusal,
  type FieldClass,
  type PersonalValue,
  type PartyRecord,
  type UnmaskDetailsInput,
  type UnmaskInput,
} from '@maplebridge/contract';
import { openPersonal, partyById, type PartyRow } from '@maplebridge/storage';
import { checkText } from '../law';
import { findMany, notFound } from './find';
import { workerOf } from './amend';
import { partyRecord } from './related';
import { signedIn, type Session } from './session';
import { keepIntent } from './writing';

/** Minutes for which a client may show what was opened; a convention of the platform, not a law. */
const shownFor = 10;
const longestPurpose = 2_000;

export interface Opened {
  readonly until: Date;
  readonly opened: Readonly<Record<string, PersonalValue>>;
}

/** Opens personal values of a party for a stated purpose. The access row is written with the reading: no entry, no value. */
export async function unmask(session: Session, input: UnmaskInput): Promise<Opened & { readonly party: PartyRecord }> {
  const { row, ...right } = await readable(session, input.partyId);
  const subject = { caseId: row.sealedAt?.caseId ?? row.caseId, subjectId: row.sealedAt?.partyId ?? row.id };
  const values = await openSubject(session, { ...subject, ...right }, input);
  return { ...values, party: { ...partyRecord(row), name: values.opened.name ?? partyRecord(row).name } };
}

/** Opens personal details of a case, e.g. what happened to a patient; only for those who work on it. */
export async function unmaskDetails(session: Session, input: UnmaskDetailsInput): Promise<Opened & { readonly caseId: string }> {
  const [found] = await findMany(session, [input.caseId]);
  if (!found) throw notFound();
  const worker = workerOf(session, found.row, found.standing);
  if (!worker) throw notForYou();
  const subject = { caseId: found.row.id, subjectId: found.row.id, role: worker.role, unitId: worker.unitId };
  return { caseId: found.row.id, ...(await openSubject(session, subject, input)) };
}

interface Subject {
  readonly caseId: string;
  readonly subjectId: string;
  readonly role: string;
  readonly unitId: string | null;
}

type Wish = Pick<UnmaskInput, 'classes' | 'purpose' | 'idempotencyKey'>;

/** The key stands for one opening of one subject for one purpose; repeated, it opens again and is on record again. */
async function openSubject(session: Session, subject: Subject, { classes, purpose, idempotencyKey }: Wish): Promise<Opened> {
  const { platform, requestId } = session;
  const opening = { ...subject, classes, purpose: purposeOf(purpose), actorId: signedIn(session).personId, requestId };
  await keepIntent(session, { kind: 'unmask', key: idempotencyKey, body: [subject.subjectId, classes, purpose] }, subject.caseId);
  const values = await openPersonal(platform.database.query, platform.masterKey, opening).catch(refuseUnlogged);
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

async function readable(session: Session, partyId: string): Promise<{ row: PartyRow; role: string; unitId: string | null }> {
  const row = await partyById(session.platform.database.query, partyId);
  const [found] = row ? await findMany(session, [row.caseId]) : [];
  if (!row || !found) throw notFound();
  if (row.personId !== null && row.personId === session.viewer?.personId) return { row, role: `side:${row.side}`, unitId: null };
  const worker = workerOf(session, found.row, found.standing);
  if (worker) return { row, role: worker.role, unitId: worker.unitId };
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
function refuseUnlogged(error: unknown): never {
  if (error instanceof Error && 'driverError' in error) throw unavailable();
  throw error;
}
