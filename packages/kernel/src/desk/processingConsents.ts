import {
  isPersonal,
  label,
  Refusal,
  type Actor,
  type FieldClass,
  type ProcessingConsentInput,
  type ProcessingConsentRecord,
  type Receipt,
  type Viewer,
} from '@maplebridge/contract';
import {
  changeCase,
  concernedIn,
  insertProcessingConsent,
  partyById,
  processingConsentsOf,
  standingConsents,
  takeFromConsents,
  uuidv7,
  type CaseRow,
  type PartyRow,
  type Query,
  type Seer,
} from '@maplebridge/storage';
import { entryInPlace, unmoved } from './amend';
import { findOne, notFound } from './find';
import { planWrites, type Plan } from './plans';
import type { Platform } from './platform';
import { signedIn, type Session } from './session';
import { isUuid } from './uuid';
import { versionConflict, writeOnce } from './writing';

/** The person concerned, or who stands for them, lets values of these classes be processed in this case (PIPL arts 13 and 14). */
export async function giveProcessingConsent(session: Session, input: ProcessingConsentInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'giveProcessingConsent', key, body }, async (viewer, seer) => {
    const scene = await sceneOf(session, { viewer, seer }, input);
    const { party, row, at } = scene;
    const { until = null } = input;
    if (until !== null && until <= at) throw inThePast();
    const { classes } = scene;
    return planOf(scene, { type: 'processingConsentGiven', classes }, async (query, entryId) => {
      await takeFromConsents(query, { caseId: row.id, partyId: party.id, classes, at, isWithdrawn: false });
      const consent = { caseId: row.id, partyId: party.id, classes, until, processorId: row.unitId };
      await insertProcessingConsent(query, { ...consent, givenBy: viewer.personId, givenAt: at, entryId });
    });
  });
}

/** As easy to take back as to give (PIPL art. 15). What is left of the consent goes on; the case goes on as well. */
export async function withdrawProcessingConsent(session: Session, input: ProcessingConsentInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'withdrawProcessingConsent', key, body }, async (viewer, seer) => {
    const scene = await sceneOf(session, { viewer, seer }, input);
    const { party, row, at, classes } = scene;
    const stands = (await standingConsents(session.platform.database.query, row.id, at)).filter(({ partyId }) => partyId === party.id);
    if (!stands.some((one) => one.classes.some((each) => classes.includes(each)))) throw notGiven();
    return planOf(scene, { type: 'processingConsentWithdrawn', classes }, async (query) => {
      await takeFromConsents(query, { caseId: row.id, partyId: party.id, classes, at, isWithdrawn: true });
    });
  });
}

/** What the viewer agreed to, and took back, wherever it was. */
export const ownProcessingConsents = (session: Session): Promise<readonly ProcessingConsentRecord[]> =>
  processingConsentsOf(session.platform.database.query, signedIn(session).personId);

/**
 * Which of these classes those who work on the case may open of a party; null for the case's own details, which any applicant decides on.
 * Everything, where a law makes it their duty; where the type's basis is consent, what is agreed to.
 */
export async function consentedClasses(
  { types, database, now }: Platform,
  row: CaseRow,
  parties: readonly PartyRow[],
): Promise<(partyId: string | null, classes: readonly FieldClass[]) => readonly FieldClass[]> {
  if (types.get(row.type)?.type.processing?.basis !== 'consent') return (_partyId, classes) => classes;
  const stands = await standingConsents(database.query, row.id, now());
  const applicants = new Set(parties.filter(({ side }) => side === 'applicant').map(({ id }) => id));
  return (partyId, classes) => {
    const own = stands.filter((one) => (partyId === null ? applicants.has(one.partyId) : one.partyId === partyId));
    return classes.filter((fieldClass) => own.some((one) => one.classes.includes(fieldClass)));
  };
}

export const consentMissing = (classes: readonly FieldClass[]): Refusal =>
  new Refusal(
    'CONSENT_REQUIRED',
    label(
      `此类案件须经本人同意方可查看；尚未同意：${classes.join('、')}。`,
      `Cases of this type are processed by consent, and the person has not agreed to: ${classes.join(', ')}.`,
    ),
    { field: 'classes' },
  );

interface Scene {
  readonly seer: Seer;
  readonly row: CaseRow;
  readonly party: PartyRow;
  readonly actor: Actor;
  readonly classes: readonly FieldClass[];
  readonly at: Date;
}

async function sceneOf(
  session: Session,
  { viewer, seer }: { readonly viewer: Viewer; readonly seer: Seer },
  { partyId, classes, expectedVersion }: ProcessingConsentInput,
): Promise<Scene> {
  const { query } = session.platform.database;
  const party = isUuid(partyId) ? await partyById(query, partyId) : null;
  if (!party) throw notFound();
  const { row, standing } = await findOne(session, party.caseId);
  const [side] = standing.sides;
  const concerned = side === undefined ? [] : await concernedIn(query, viewer.personId, row.id);
  if (side === undefined || !concerned.includes(party.id)) throw notTheirs();
  if (row.version !== expectedVersion) throw versionConflict(row.version);
  const personal = sorted(classes.filter(isPersonal));
  if (personal.length === 0) throw nothingAsked();
  const actor: Actor = { kind: 'side', role: side, personId: viewer.personId, unitId: null };
  return { seer, row, party, actor, classes: personal, at: session.platform.now() };
}

const sorted = (classes: readonly FieldClass[]): readonly FieldClass[] => [...new Set(classes)].sort();

interface Telling {
  readonly type: 'processingConsentGiven' | 'processingConsentWithdrawn';
  readonly classes: readonly FieldClass[];
}

const planOf = (
  { seer, row, party, actor, at }: Scene,
  { type, classes }: Telling,
  write: (query: Query, entryId: string) => Promise<void>,
): Plan =>
  planWrites(row.id, async (query) => {
    const version = await changeCase(query, { seer, expected: row, next: unmoved(row, at) });
    if (version === null) return null;
    const id = uuidv7(at);
    await write(query, id);
    return [
      { ...entryInPlace(row, { type, actor, at }), id, subjectVersion: version, payload: { party: party.id, side: party.side, classes } },
    ];
  });

const notTheirs = (): Refusal =>
  new Refusal(
    'FORBIDDEN',
    label(
      '只有本人、监护人或近亲属可以同意或撤回。',
      'Only the person concerned, a guardian or a near relative agrees to this or takes it back.',
    ),
  );

const nothingAsked = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('请说明个人信息的类别。', 'Name at least one class of personal values.'), { field: 'classes' });

const notGiven = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('没有可撤回的同意。', 'Nothing of this was agreed to, so that there is nothing to take back.'), {
    field: 'classes',
  });

const inThePast = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('截止时间须晚于现在。', 'It has to end later than now.'), { field: 'until' });
