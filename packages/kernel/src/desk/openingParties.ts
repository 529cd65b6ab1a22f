import { Refusal, type PartyInput } from '@maplebridge/contract';
import {
  insertParty,
  involve,
  involvedIn,
  keepLink,
  meetPerson,
  storePersonal,
  uuidv7,
  type NewCase,
  type PartyRow,
  type Query,
} from '@maplebridge/storage';
import { checkText, maskOf } from '../law';
import type { Platform } from './platform';
import type { Session } from './session';

/** Characters of a summary, of a party's name and of a telephone number. */
export const longest = { summary: 2_000, name: 200, phone: 40 } as const;
/** Parties a case may have. */
export const mostParties = 50;

export function checkParties(parties: readonly PartyInput[]): readonly PartyInput[] {
  if (parties.length > mostParties)
    throw new Refusal(
      'BAD_USER_INPUT',
      { 'zh-CN': `当事人最多 ${mostParties} 名。`, en: `${parties.length} parties were given; a case opens with ${mostParties} at most.` },
      { field: 'parties', limit: mostParties },
    );
  return parties.map((one) => ({
    ...one,
    name: nameOf(one),
    ...(one.phone === undefined ? {} : { phone: checkText('phone', one.phone, longest.phone) }),
  }));
}

function nameOf({ name }: PartyInput): string {
  const text = checkText('name', name, longest.name).trim();
  if (text) return text;
  throw new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '当事人姓名不能为空。', en: 'A party has no name; say how the person or organisation is called.' },
    { field: 'parties' },
  );
}

/** Nobody quarrels with themselves: who stands on two sides could agree in the name of both. */
export function refuseTwoSides(session: Session, { parties, applicantId }: Pick<Parties, 'parties' | 'applicantId'>): void {
  const sideOf = new Map<string, string>();
  if (applicantId && session.identity) sideOf.set(session.identity.subject, 'applicant');
  for (const { subject, side } of parties) {
    if (subject === undefined) continue;
    const other = sideOf.get(subject) ?? side;
    sideOf.set(subject, other);
    if (other !== side) throw onTwoSides();
  }
}

export const onTwoSides = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': '同一人不能同时属于两方；请每人只登记在一方，申请的本人为申请人。',
      en: 'One person stands on two sides; name everybody on one side only, and whoever applies as applicant.',
    },
    { field: 'parties' },
  );

interface Parties {
  readonly caseId: string;
  readonly at: Date;
  readonly parties: readonly PartyInput[];
  readonly applicantId?: string;
}

export async function writeParties(session: Session, query: Query, { caseId, at, parties, applicantId }: Parties): Promise<void> {
  const known = new Set<string>();
  for (const party of parties) {
    const personId = await personOf(session, query, party);
    if (personId && party.side === 'applicant') known.add(personId);
    const isConfirmed = applicantId === undefined || personId === applicantId;
    await writeParty(session.platform, query, { id: uuidv7(at), caseId, at, party, personId, isConfirmed, actsForId: null });
  }
  if (applicantId && !known.has(applicantId)) await writeSide(query, { caseId, personId: applicantId, side: 'applicant', at });
}

async function personOf(session: Session, query: Query, party: PartyInput): Promise<string | null> {
  if (party.subject === undefined || !session.identity) return null;
  return (await meetPerson(query, session.identity.issuer, party.subject)).id;
}

export const writeSide = (
  query: Query,
  { caseId, personId, side, at }: { caseId: string; personId: string; side: PartyInput['side']; at: Date },
): Promise<void> => involve(query, { id: uuidv7(at), caseId, personId, unitId: null, relation: 'party', side, since: at });

interface NewParty {
  readonly id: string;
  readonly caseId: string;
  readonly at: Date;
  readonly party: PartyInput;
  readonly personId: string | null;
  /** False for somebody whom a resident named: they see the case once an officer has signed for it. */
  readonly isConfirmed: boolean;
  readonly actsForId: string | null;
}

export async function writeParty(
  platform: Platform,
  query: Query,
  { id, caseId, at, party, personId, isConfirmed, actsForId }: NewParty,
): Promise<void> {
  await insertParty(query, { id, caseId, side: party.side, capacity: party.capacity, personId, actsForId });
  const sealed = [
    { field: 'name', class: 'identity' as const, text: party.name, mask: maskOf('identity', party.name) },
    ...(party.phone === undefined
      ? []
      : [{ field: 'phone', class: 'contact' as const, text: party.phone, mask: maskOf('contact', party.phone) }]),
  ];
  await storePersonal(query, platform.keyring, { caseId, subjectId: id }, sealed);
  if (personId && isConfirmed) await writeSide(query, { caseId, personId, side: party.side, at });
}

/** The new case knows the people of the old one, also whoever opened it without being named as a party; their personal values stay sealed where they are. */
export async function carryOver(
  query: Query,
  row: Pick<NewCase, 'id' | 'openedAt'>,
  { caseId, parties }: { caseId: string; parties: readonly PartyRow[] },
): Promise<void> {
  await keepLink(query, { caseId: row.id, otherId: caseId, relation: 'continues', since: row.openedAt });
  const ids = new Map(parties.map(({ id }) => [id, uuidv7(row.openedAt)]));
  for (const one of parties) {
    const sealedAt = one.sealedAt ?? { caseId: one.caseId, partyId: one.id };
    await insertParty(query, {
      id: ids.get(one.id) ?? uuidv7(row.openedAt),
      caseId: row.id,
      side: one.side,
      capacity: one.capacity,
      personId: one.personId,
      actsForId: ids.get(one.actsForId ?? '') ?? null,
      sealedAt,
    });
  }
  for (const { personId, side } of await involvedIn(query, [caseId]))
    if (personId && side) await writeSide(query, { caseId: row.id, personId, side, at: row.openedAt });
}
