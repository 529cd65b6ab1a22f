import { createHash, randomBytes } from 'node:crypto';
import { label, Refusal, type PartyLinkInput, type PartyLinkReceipt, type Receipt } from '@maplebridge/contract';
import {
  changeCase,
  endPartyLink,
  handOverParties,
  insertPartyLink,
  linkParty,
  meetPerson,
  openLinkOf,
  partyLinkByHash,
  rightsChanged,
  uuidv7,
  type EntryDraft,
  type PartyLinkRow,
  type PartyRow,
  type Query,
} from '@maplebridge/storage';
import { localDay, partyLinkDays } from '../law';
import { entryInPlace, unmoved } from './amend';
import { accountable } from './lookups';
import { writeSide } from './openingParties';
import { partyScene, type Scene } from './parties';
import { planWrites, type Plan } from './plans';
import type { Platform } from './platform';
import { partyLinkIssuer, type Identity, type Session } from './session';
import { writeOnce } from './writing';

/** 128 bits: what cannot be guessed need not be slow to compare. Looked up by its hash, so that no comparison takes longer for a near miss. */
const secretBytes = 16;
const secretForm = /^[\w-]{22}$/;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The link behind a secret; null alike for one that is unknown, over, revoked, claimed, or none at all. */
export async function partyLinkBy({ database, now }: Platform, secret: string): Promise<PartyLinkRow | null> {
  const link = secretForm.test(secret) ? await partyLinkByHash(database.query, hashOf(secret)) : null;
  return link && now() < link.until ? link : null;
}

/** Whom a link speaks of: a person of its own, known to nothing but this one case and what goes on from it. */
export async function partyLinkIdentity(platform: Platform, secret: string): Promise<Identity | null> {
  const link = await partyLinkBy(platform, secret);
  return link && identityOfLink(link);
}

export const identityOfLink = ({ id, until }: PartyLinkRow): Identity => ({ issuer: partyLinkIssuer, subject: id, expiresAt: until });

/** A link for a party without an account, in place of the one it had. The secret is told this once, and to nobody again. */
export async function createPartyLink(session: Session, input: PartyLinkInput): Promise<PartyLinkReceipt> {
  const { idempotencyKey: key, ...body } = input;
  let secret = '';
  const receipt = await writeOnce(session, { kind: 'createPartyLink', key, body }, async (viewer, seer) => {
    const { scene, party } = await partyScene(session, { viewer, seer }, input);
    const earlier = await openLinkOf(session.platform.database.query, party);
    if (party.personId !== null && !earlier) throw hasAccount();
    refuseUnseen(session, scene, party);
    const until = await endOf(session, scene);
    secret = randomBytes(secretBytes).toString('base64url'); // of the attempt that is written
    return planLink(scene, { party, earlier, until, hash: hashOf(secret) });
  });
  return { ...receipt, secret: receipt.isReplay ? null : secret, until: new Date(String(receipt.entry.payload.until)) };
}

/** Nobody takes part by the link any more; the party is as if it had never had one. */
export async function revokePartyLink(session: Session, input: PartyLinkInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'revokePartyLink', key, body }, async (viewer, seer) => {
    const { scene, party } = await partyScene(session, { viewer, seer }, input);
    const link = await openLinkOf(session.platform.database.query, party);
    if (!link) throw noLink();
    return planOf(scene, { type: 'partyLinkRevoked', payload: { party: party.id, side: party.side } }, (query) =>
      endLink(query, link, { at: scene.at, to: null }),
    );
  });
}

interface NewLink {
  readonly party: PartyRow;
  readonly earlier: PartyLinkRow | null;
  readonly until: Date;
  readonly hash: Buffer;
}

function planLink(scene: Scene, { party, earlier, until, hash }: NewLink): Plan {
  const { row, at, actor } = scene;
  const id = uuidv7(at);
  const payload = { party: party.id, side: party.side, link: id, until: until.toISOString() };
  return planOf(scene, { type: 'partyLinked', payload }, async (query) => {
    const { id: personId } = await meetPerson(query, partyLinkIssuer, id);
    const ended = earlier ? await endLink(query, earlier, { at, to: personId }) : [];
    await insertPartyLink(query, { id, caseId: row.id, partyId: party.id, personId, hash, madeBy: actor.personId ?? '', since: at, until });
    if (earlier) return ended;
    await linkParty(query, { caseId: row.id, partyId: party.id, personId });
    await writeSide(query, { caseId: row.id, personId, side: party.side, at });
    return [];
  });
}

/** Ends the link and every stream that it opened; its part goes to another link, or to nobody. */
async function endLink(
  query: Query,
  link: PartyLinkRow,
  { at, to }: { readonly at: Date; readonly to: string | null },
): Promise<readonly EntryDraft[]> {
  if (!(await endPartyLink(query, { id: link.id, at, claimedBy: null }))) throw noLink();
  await handOverParties(query, { from: link.personId, to, at });
  return [await rightsChanged(query, { personId: link.personId, at })];
}

interface Telling {
  readonly type: 'partyLinked' | 'partyLinkRevoked';
  readonly payload: EntryDraft['payload'];
}

const planOf = (
  { seer, row, actor, at }: Scene,
  { type, payload }: Telling,
  write: (query: Query) => Promise<readonly EntryDraft[]>,
): Plan =>
  planWrites(row.id, async (query) => {
    const version = await changeCase(query, { seer, expected: row, next: unmoved(row, at) });
    if (version === null) return null;
    const others = await write(query);
    return [{ ...entryInPlace(row, { type, actor, at }), subjectVersion: version, payload }, ...others];
  });

async function endOf({ platform }: Session, { row, at }: Scene): Promise<Date> {
  const unit = await accountable(platform, row.unitId);
  const days = platform.rules.policyFor(partyLinkDays, unit, localDay(at, unit.timeZone)).value;
  return new Date(at.getTime() + days * 86_400_000);
}

/** A link to nothing helps nobody: the type has to show its cases to that side. */
function refuseUnseen({ platform }: Session, { row }: Scene, { side }: PartyRow): void {
  if (platform.stored.get(row.type)?.sees.side?.[side] !== undefined) return;
  throw new Refusal(
    'BAD_USER_INPUT',
    label('此类案件不向该方开放，链接无从查看。', 'Cases of this type are not shown to that side, so that a link would show nothing.'),
    { field: 'party' },
  );
}

const hasAccount = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('该当事人已有平台账号，无须链接。', 'This party is known by an account already and needs no link.'), {
    field: 'party',
  });

const noLink = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('该当事人没有有效的链接。', 'This party has no link that could be ended.'), { field: 'party' });
