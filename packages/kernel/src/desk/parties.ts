import { Refusal, type Actor, type AddPartyInput, type IdentifyPartyInput, type Receipt, type Viewer } from '@maplebridge/contract';
import {
  changeCase,
  identifyParty as keepIdentity,
  involvedIn,
  meetPerson,
  partiesOf,
  partyById,
  personBySubject,
  uuidv7,
  type CaseRow,
  type PartyRow,
  type Query,
  type Seer,
} from '@maplebridge/storage';
import { checkText } from '../law';
import { entryInPlace, unmoved, workerOf } from './amend';
import { findOne, notFound } from './find';
import { loadedOf } from './lookups';
import { checkParties, longest, mostParties, onTwoSides, writeParty, writeSide } from './openingParties';
import { planWrites, type Plan } from './plans';
import type { Session } from './session';
import { isUuid } from './uuid';
import { versionConflict, writeOnce } from './writing';

/** Somebody comes in after the opening; only those who work on the case bring them in. */
export async function addParty(session: Session, input: AddPartyInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'addParty', key, body }, async (viewer, seer) => {
    const scene = await sceneOf(session, { viewer, seer }, input);
    const { row, parties, at } = scene;
    if (row.phase === 'closed') throw closed();
    if (parties.length >= mostParties) throw tooMany();
    const [party] = checkParties([input.party]);
    if (!party) throw new Error('A party that was checked is not there.');
    const { actsForId = null } = input.party;
    if (actsForId !== null) refuseActing(input.party, parties);
    const known = await joining(scene, party.side, party.subject);
    const id = uuidv7(at);
    return planOf(scene, { type: 'partyAdded', party: id, side: party.side }, async (query) => {
      const personId = known && (await known.meet(query));
      const isConfirmed = known !== null && !known.isIn;
      await writeParty(session.platform, query, { id, caseId: row.id, at, party, personId, isConfirmed, actsForId });
      return isConfirmed ? personId : null;
    });
  });
}

/** A party turns out to be somebody with a token, who sees the case from then on. */
export async function identifyParty(session: Session, input: IdentifyPartyInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'identifyParty', key, body }, async (viewer, seer) => {
    const { scene, party } = await partyScene(session, { viewer, seer }, input);
    if (party.personId !== null) throw alreadyKnown();
    const known = await joining(scene, party.side, subjectOf(input.subject));
    return planOf(scene, { type: 'partyIdentified', party: party.id, side: party.side }, async (query) => {
      const personId = known && (await known.meet(query));
      if (!known || !personId) throw new Error('A party is identified by a subject.');
      await keepIdentity(query, { caseId: party.caseId, partyId: party.id, personId });
      if (known.isIn) return null;
      await writeSide(query, { caseId: party.caseId, personId, side: party.side, at: scene.at });
      return personId;
    });
  });
}

/** The same for a party of the case. NOT_FOUND for one that is not there, or whose case is not theirs to see. */
export async function partyScene(
  session: Session,
  who: { readonly viewer: Viewer; readonly seer: Seer },
  { partyId, expectedVersion }: { readonly partyId: string; readonly expectedVersion: number },
): Promise<{ readonly scene: Scene; readonly party: PartyRow }> {
  const found = isUuid(partyId) ? await partyById(session.platform.database.query, partyId) : null;
  if (!found) throw notFound();
  const scene = await sceneOf(session, who, { caseId: found.caseId, expectedVersion });
  const party = scene.parties.find(({ id }) => id === found.id);
  if (!party) throw notFound();
  return { scene, party };
}

/** A case as one who works on it finds it, and everybody in it. */
export interface Scene {
  readonly session: Session;
  readonly seer: Seer;
  readonly row: CaseRow;
  readonly actor: Actor;
  readonly parties: readonly PartyRow[];
  readonly at: Date;
}

async function sceneOf(
  session: Session,
  { viewer, seer }: { readonly viewer: Viewer; readonly seer: Seer },
  { caseId, expectedVersion }: { readonly caseId: string; readonly expectedVersion: number },
): Promise<Scene> {
  const { platform } = session;
  const { row, standing } = await findOne(session, caseId);
  loadedOf(platform, row.type);
  const worker = workerOf(session, row, standing);
  if (!worker) throw notForYou(); // before the version: reading the case again would not help
  if (row.version !== expectedVersion) throw versionConflict(row.version);
  const parties = await partiesOf(platform.database.query, [row.id]);
  return { session, seer, row, actor: { ...worker, personId: viewer.personId }, parties, at: platform.now() };
}

/** A person who comes in, and whether they are on that side already. */
interface Joining {
  readonly isIn: boolean;
  meet(query: Query): Promise<string>;
}

async function joining({ session, row, parties }: Scene, side: PartyRow['side'], subject: string | undefined): Promise<Joining | null> {
  if (subject === undefined || !session.identity) return null;
  const { issuer } = session.identity;
  const { query } = session.platform.database;
  const person = await personBySubject(query, issuer, subject);
  const own = (await involvedIn(query, [row.id])).filter((one) => one.side !== null);
  const sides = [...parties, ...own].filter(({ personId }) => person && personId === person.id).map((one) => one.side);
  if (sides.some((one) => one !== side)) throw onTwoSides();
  return {
    isIn: own.some(({ personId }) => personId === person?.id),
    meet: async (within) => (await meetPerson(within, issuer, subject)).id,
  };
}

interface Naming {
  readonly type: 'partyAdded' | 'partyIdentified';
  readonly party: string;
  readonly side: PartyRow['side'];
}

/** One entry with ids and the side. `write` answers who is called in by it, or null; before the entry they were not there. */
function planOf({ seer, row, actor, at }: Scene, { type, party, side }: Naming, write: (query: Query) => Promise<string | null>): Plan {
  return planWrites(row.id, async (query) => {
    const version = await changeCase(query, { seer, expected: row, next: unmoved(row, at) });
    if (version === null) return null;
    const calledIn = await write(query);
    const involved = calledIn === null ? [] : [{ relation: 'party', personId: calledIn, unitId: null }];
    return [{ ...entryInPlace(row, { type, actor, at }), subjectVersion: version, payload: { party, side, involved } }];
  });
}

function refuseActing({ side, capacity, actsForId }: AddPartyInput['party'], parties: readonly PartyRow[]): void {
  const principal = parties.find(({ id }) => id === actsForId);
  if (principal?.side === side && capacity !== 'self') return;
  throw new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': 'actsFor 须为本案同一方的另一当事人，且代为行事者的身份不能是本人（SELF）。',
      en: '`actsFor` takes another party of this case on the same side, and whoever acts for somebody does so in a capacity other than SELF.',
    },
    { field: 'actsFor' },
  );
}

function subjectOf(text: string): string {
  const subject = checkText('subject', text, longest.name).trim();
  if (subject) return subject;
  throw new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '请给出当事人令牌中的 sub。', en: 'Send the `sub` of the token by which the party is known.' },
    { field: 'subject' },
  );
}

const closed = (): Refusal =>
  new Refusal('MOVE_NOT_OPEN', {
    'zh-CN': '案件已结，不能再增加当事人；请另行登记案件。',
    en: 'The case is closed and takes no more parties; open a new case for what is left to settle.',
  });

const tooMany = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': `当事人最多 ${mostParties} 名。`, en: `A case has at most ${mostParties} parties, and this one has as many.` },
    { field: 'party', limit: mostParties },
  );

const alreadyKnown = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '该当事人已关联到平台用户，不能再改。', en: 'This party is linked with a person already; a link once made stays.' },
    { field: 'party' },
  );

const notForYou = (): Refusal =>
  new Refusal('FORBIDDEN', {
    'zh-CN': '只有办理此案的人员可以增加或确认当事人。',
    en: 'Those who work on the case add its parties and say who they are; nobody else.',
  });
