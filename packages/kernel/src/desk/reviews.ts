import { label, Refusal, type Actor, type EmergencyRecord, type Receipt, type ReviewInput } from '@maplebridge/contract';
import {
  awaitedReviews as readAwaited,
  emergencyById,
  keepNote,
  lastOfAudience,
  uuidv7,
  writeReview,
  type EmergencyRow,
} from '@maplebridge/storage';
import { checkText } from '../law';
import { entryInPlace } from './amend';
import { supervisorOf } from './exclusions';
import { findMany } from './find';
import { planWrites } from './plans';
import { withRights, type Session } from './session';
import { isUuid } from './uuid';
import { writeOnce } from './writing';

const mostShown = 100;
const longestNote = 2_000;

/** Cases opened in an emergency that wait for this viewer's word, the oldest first: over units that they supervise, never their own. */
export async function awaitedReviews(session: Session): Promise<readonly EmergencyRecord[]> {
  if (!session.viewer) return [];
  const rows = await withRights(session, (_viewer, seer) => readAwaited(session.platform.database.query, seer, mostShown));
  return rows.map(recordOf);
}

const recordOf = (row: EmergencyRow): EmergencyRecord => ({ ...row, from: new Date(row.from), until: new Date(row.until) });

/** Once, by a supervisor over the unit of the case who did not open it. Also while it is still open: the review does not end it. */
export async function reviewEmergency(session: Session, input: ReviewInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'reviewEmergency', key, body }, async (viewer) => {
    const { platform } = session;
    const { query } = platform.database;
    const note = noteOf(input.note);
    const found = isUuid(input.emergencyId) ? await emergencyById(query, input.emergencyId) : null;
    const [seen] = found ? await findMany(session, [found.caseId]) : [];
    const reviewer = seen ? supervisorOf(seen) : null;
    if (!found || !seen || !reviewer) throw noEmergency();
    if (found.personId === viewer.personId) throw ownEmergency();
    const at = platform.now();
    const actor: Actor = { ...reviewer, personId: viewer.personId };
    const entry = { ...entryInPlace(seen.row, { type: 'emergencyReviewed', actor, at }), id: uuidv7(at) };
    return planWrites(found.caseId, async (within) => {
      const version = (await lastOfAudience(within, found.caseId, 'supervisors')) + 1;
      if (!(await writeReview(within, { id: found.id, by: viewer.personId, at, outcome: input.outcome }))) throw reviewed();
      await keepNote(within, found.caseId, { entryId: entry.id, body: note, audience: 'supervisors' });
      const payload = { emergency: found.id, outcome: input.outcome };
      return [{ ...entry, audience: 'supervisors', subjectKind: 'sealed', subjectVersion: version, payload }];
    });
  });
}

function noteOf(text: string): string {
  const note = checkText('note', text, longestNote).trim();
  if (note) return note;
  throw new Refusal('BAD_USER_INPUT', label('请写明核查情况。', 'Say what the review found: the note is empty.'), { field: 'note' });
}

const noEmergency = (): Refusal =>
  new Refusal(
    'NOT_FOUND',
    label(
      '没有这次紧急查阅，或不由您核查。',
      'There is no such opening in an emergency, or it is not yours to review; see `awaitedReviews`.',
    ),
  );

const ownEmergency = (): Refusal =>
  new Refusal('FORBIDDEN', label('不能核查自己的紧急查阅。', 'Nobody reviews their own opening; another supervisor has to.'));

const reviewed = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('此次紧急查阅已核查。', 'This opening was reviewed already.'), { field: 'emergency' });
