import { Refusal, type FieldClass, type PersonalValue, type UnmaskInput, type PartyRecord } from '@maplebridge/contract';
import { openPersonal, partyById, type PartyRow } from '@maplebridge/storage';
import { checkText } from '../law';
import { findMany, notFound } from './find';
import { workerOf } from './amend';
import { partyRecord } from './related';
import { signedIn, type Session } from './session';

/** Minutes for which a client may show what was opened; a convention of the platform, not a law. */
const shownFor = 10;
const longestPurpose = 500;

export interface Unmasked {
  readonly party: PartyRecord;
  readonly until: Date;
  readonly opened: Readonly<Record<string, PersonalValue>>;
}

/** Opens personal values of a party for a stated purpose. The access row is written with the reading: no entry, no value. */
export async function unmask(session: Session, input: UnmaskInput): Promise<Unmasked> {
  const viewer = signedIn(session);
  const purpose = purposeOf(input.purpose);
  const { row, role, unitId } = await readable(session, input.partyId);
  const subject = { caseId: row.sealedAt?.caseId ?? row.caseId, subjectId: row.sealedAt?.partyId ?? row.id };
  const { query } = session.platform.database;
  const values = await openPersonal(query, session.platform.masterKey, {
    ...subject,
    classes: input.classes,
    actorId: viewer.personId,
    role,
    unitId,
    purpose,
    requestId: session.requestId,
  }).catch(refuseUnlogged);
  const opened = Object.fromEntries(values.map((one) => [one.field, shown(one)]));
  const until = new Date(session.platform.now().getTime() + shownFor * 60_000);
  return { party: { ...partyRecord(row), name: opened.name ?? partyRecord(row).name }, until, opened };
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
  throw new Refusal('FORBIDDEN', {
    'zh-CN': '只有办理此案的人员可以为说明的目的查看当事人信息；当事人可查看自己的信息。',
    en: 'Those who work on the case may open a party for a purpose, and each party itself; nobody else.',
  });
}

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
