import { label, Refusal, type Actor, type ClaimLinkInput, type Receipt } from '@maplebridge/contract';
import {
  changeCase,
  endPartyLink,
  excludedAmong,
  handOverParties,
  partyById,
  rightsChanged,
  sidesOf,
  type PartyLinkRow,
  type PartyRow,
} from '@maplebridge/storage';
import { entryInPlace, unmoved } from './amend';
import { findMany, findOne } from './find';
import { identityOfLink, partyLinkBy } from './partyLinks';
import { planWrites } from './plans';
import type { Found } from './records';
import { openSession, seerOf, signedIn, takesPartByLink, type Session } from './session';
import { writeOnce } from './writing';

/**
 * The party becomes the viewer, and the link ends. Refused to who works on the case, is excluded from it or stands on another side of it:
 * nobody becomes the party of a case that is theirs to settle. It is written as the link itself sees the case: the viewer does not yet.
 */
export async function claimPartyLink(session: Session, input: ClaimLinkInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  if (takesPartByLink(session)) throw needsAccount();
  return writeOnce(session, { kind: 'claimPartyLink', key, body }, async (viewer) => {
    const { platform } = session;
    const link = await partyLinkBy(platform, input.secret);
    const party = link && (await partyById(platform.database.query, link.partyId));
    if (!link || !party) throw countedMiss(session);
    await refuseConflict(session, link);
    const { seer, row } = await asLink(session, link);
    const at = platform.now();
    const actor: Actor = { kind: 'side', role: party.side, personId: viewer.personId, unitId: null };
    return planWrites(row.id, async (query) => {
      const version = await changeCase(query, { seer, expected: row, next: unmoved(row, at) });
      if (version === null) return null;
      if (!(await endPartyLink(query, { id: link.id, at, claimedBy: viewer.personId }))) throw noSuchLink();
      await handOverParties(query, { from: link.personId, to: viewer.personId, at });
      const entry = { ...entryInPlace(row, { type: 'partyIdentified', actor, at }), subjectVersion: version };
      return [{ ...entry, payload: payloadOf(party, viewer.personId) }, await rightsChanged(query, { personId: link.personId, at })];
    });
  });
}

const payloadOf = ({ id, side }: PartyRow, personId: string) => ({
  party: id,
  side,
  involved: [{ relation: 'party', personId, unitId: null }],
});

async function asLink(
  { platform, requestId }: Session,
  link: PartyLinkRow,
): Promise<Pick<Found, 'row'> & { readonly seer: ReturnType<typeof seerOf> }> {
  const own = await openSession(platform, { identity: identityOfLink(link), requestId });
  const { row } = await findOne(own, link.caseId);
  return { row, seer: seerOf(platform, signedIn(own)) };
}

/** In every case that the link shows: the one that it was made for, and what goes on from it. */
async function refuseConflict(session: Session, { personId: linkPerson }: PartyLinkRow): Promise<void> {
  const { query } = session.platform.database;
  const { personId } = signedIn(session);
  const asStaff = await withStaff(session);
  const own = await sidesOf(query, personId);
  for (const { caseId, side } of await sidesOf(query, linkPerson)) {
    const [found] = await findMany(asStaff, [caseId]);
    const works = found !== null && found !== undefined && found.standing.sides.length === 0; // seen, and not as a party
    const isOpposed = own.some((one) => one.caseId === caseId && one.side !== side);
    if (works || isOpposed || (await excludedAmong(query, caseId, [personId])).length > 0) throw conflicting();
  }
}

/** Where everybody is answered as a resident, who works on the case is still asked of the posts they hold. */
const withStaff = (session: Session): Session | Promise<Session> =>
  session.platform.whole ? openSession(session.platform.whole, session) : session;

/** Whoever holds an account tries so often and no more; nobody else is slowed by it. */
function countedMiss(session: Session): Refusal {
  const wait = session.platform.misses.take(`claim ${signedIn(session).personId}`);
  if (wait === 0) return noSuchLink();
  const retryAfter = Math.ceil(wait / 1000);
  const text = label(`尝试过多，请在 ${retryAfter} 秒后再试。`, `There were too many tries. Try again in ${retryAfter} s.`);
  return new Refusal('RATE_LIMITED', text, { retryAfter });
}

const noSuchLink = (): Refusal =>
  new Refusal('NOT_FOUND', label('没有这个链接，或它已失效。', 'There is no such link, or not any more; ask the unit for a new one.'));

const needsAccount = (): Refusal =>
  new Refusal(
    'FORBIDDEN',
    label('请先以账号登录，再认领链接。', 'Sign in with an account to claim a link; a link does not claim another.'),
  );

const conflicting = (): Refusal =>
  new Refusal(
    'FORBIDDEN',
    label(
      '您因办理本案、须回避或属于另一方，不能成为该当事人。',
      'You work on this case, are excluded from it or stand on another side, and cannot become this party.',
    ),
  );
