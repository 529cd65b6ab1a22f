import type { Secret, TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, key, opened, placeId, unitId } from '../stories/city';

/** The secrets that there are today. A capability adds a file of its own beside this one. */

/** Nobody of the invented city: which of its cases come first is chance. */
const [applicant, respondent] = ['quiet-applicant', 'quiet-respondent'];
const sides = bothSides.map((one) => ({ ...one, subject: one.side === 'APPLICANT' ? applicant : respondent }));
const dispute = { place: placeId('DOOR-301'), parties: sides, details: { kind: 'debt' } };
const nothing = (): Promise<void> => Promise.resolve();

/** A case that both sides see, and what arguments are to mean when everything is asked about it. */
async function buildDispute(world: TestGateway) {
  const id = await opened(world.as('demo-grid'), 'CommunityDispute', dispute);
  return meantBy(world, id);
}

async function meantBy(world: TestGateway, id: string, seenBy = 'demo-grid') {
  const { number, parties } = (await hand(world.as(seenBy), id).look('number parties { id }')) as {
    number: string;
    parties: readonly { id: string }[];
  };
  return { id, number, party: parties[0]?.id ?? '', unit: unitId('E-RIVER'), place: placeId('DOOR-301'), type: 'community-dispute' };
}

async function signedDispute(world: TestGateway) {
  const built = await buildDispute(world);
  await signFor(world, built.id);
  return built;
}

const plainId = (id: string): string => Buffer.from(id, 'base64url').toString().replace('case:', '');

const readAsHandler = async (world: TestGateway, id: string, classes = ['IDENTITY', 'CONTACT']): Promise<void> =>
  void good(
    await world
      .as('demo-grid')
      .query(`query ($id: ID!, $classes: [FieldClass!]!) { case(id: $id) { opened(classes: $classes) { field } } }`, {
        id,
        classes,
      }),
  );

const delayed = (world: TestGateway, id: string): Promise<unknown> =>
  world.sql(
    `insert into privacy.delay (id, case_id, reason, source, placed_by, since, until, review_by)
     values (gen_random_uuid(), $1, '侦查', '某法', 'test', now(), now() + interval '9 days', now() + interval '2 days')`,
    [plainId(id)],
  );

const signFor = (world: TestGateway, id: string, input: object = {}) => hand(world.as('demo-grid'), id).act('signFor', input);
const accept = async (world: TestGateway, { id = '' }: Readonly<Record<string, string>>): Promise<void> =>
  void (await hand(world.as('demo-grid'), id).act('accept'));

const unmask = async (world: TestGateway, party: string): Promise<void> => {
  const document = `mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { field } } }`;
  const input = { party, classes: ['IDENTITY', 'CONTACT'], purpose: '核对身份 to check', idempotencyKey: key() };
  good(await world.as('demo-grid').query(document, { input }));
};

const joining = `mutation ($input: AddPartyInput!) { addParty(input: $input) { party { id } } }`;
async function join(world: TestGateway, id: string, party: object): Promise<void> {
  const { version } = (await hand(world.as('demo-grid'), id).look('version')) as { version: number };
  const input = { case: id, expectedVersion: version, idempotencyKey: key(), party: { side: 'THIRD', capacity: 'SELF', ...party } };
  good(await world.as('demo-grid').query(joining, { input }));
}

const exclusion = `mutation ($input: ExcludeFromCaseInput!) { excludeFromCase(input: $input) { change { id } } }`;
async function exclude(world: TestGateway, id: string, reason: string): Promise<void> {
  const version = (await hand(world.as('demo-officer'), id).look('version')) as { version: number };
  const input = { case: id, reason, expectedVersion: version.version, idempotencyKey: key() };
  good(await world.as('demo-officer').query(exclusion, { input }));
}

export const secrets: Readonly<Record<string, Secret>> = {
  'cases of a foreign unit, to an officer elsewhere': {
    viewer: 'demo-elsewhere',
    build: async (world) => {
      await world.grant('demo-elsewhere', 'officer', 'W-STATION');
      const id = await opened(world.as('demo-elsewhere'), 'CommunityDispute', { ...dispute, unit: unitId('W-STATION') });
      return { ...(await meantBy(world, id, 'demo-elsewhere')), unit: unitId('W-STATION') };
    },
    worlds: [nothing, async (world) => void (await signFor(world, (await buildDispute(world)).id))],
    after: async (world, { id = '' }) => void (await hand(world.as('demo-elsewhere'), id).act('signFor')),
  },
  'a note for the office, to the applicant': {
    viewer: applicant,
    build: buildDispute,
    worlds: [
      async (world, { id = '' }) => void (await signFor(world, id, { note: '短 short', noteFor: 'UNIT' })),
      async (world, { id = '' }) => void (await signFor(world, id, { note: '不得告知当事人的很长的一段话 '.repeat(20), noteFor: 'UNIT' })),
    ],
    after: accept,
  },
  'whether there is a note for the office, to the applicant': {
    viewer: applicant,
    build: buildDispute,
    worlds: [
      async (world, { id = '' }) => void (await signFor(world, id)),
      async (world, { id = '' }) => void (await signFor(world, id, { note: '内部 internal', noteFor: 'UNIT' })),
    ],
    after: accept,
  },
  'what is under the mask of another party': {
    viewer: respondent,
    build: buildDispute,
    worlds: [
      (world, { id = '' }) => join(world, id, { name: '孙示范', phone: '13900000002' }),
      (world, { id = '' }) => join(world, id, { name: '孙样例', phone: '13900000992' }),
    ],
    after: async (world, { id = '' }) => void (await signFor(world, id)),
  },
  'that values of the other side were opened': {
    viewer: respondent,
    build: buildDispute,
    worlds: [nothing, (world, { party = '' }) => unmask(world, party)],
    after: async (world, { id = '' }) => void (await signFor(world, id)),
  },
  'that the handler read the values of the other side': {
    viewer: respondent,
    build: signedDispute,
    // The other side alone has left a telephone number.
    worlds: [nothing, (world, { id = '' }) => readAsHandler(world, id, ['CONTACT'])],
    after: accept,
  },
  'that values were read, to the person concerned while a law demands silence': {
    viewer: applicant,
    build: signedDispute,
    worlds: [nothing, (world, { id = '' }) => delayed(world, id).then(() => readAsHandler(world, id))],
    after: accept,
  },
  'a legal hold, to a party': {
    viewer: applicant,
    build: signedDispute,
    worlds: [
      nothing,
      async (world, { id = '' }) =>
        void (await world.sql(
          `insert into core.legal_hold (id, case_id, reason, source, placed_by, since) values (gen_random_uuid(), $1, '调卷', '某法', 'test', now())`,
          [plainId(id)],
        )),
    ],
    after: accept,
  },
  'why an officer has a conflict of interest': {
    viewer: applicant,
    build: buildDispute,
    worlds: [
      (world, { id = '' }) => exclude(world, id, '邻居 a neighbour'),
      (world, { id = '' }) => exclude(world, id, '与被申请人合伙 '.repeat(30)),
    ],
    after: async (world, { id = '' }) => void (await signFor(world, id)),
  },
};

/** No secret: a note that both sides may read. What finds nothing here finds nothing anywhere. */
export const shownToBoth: Secret = {
  viewer: applicant,
  build: buildDispute,
  worlds: [
    async (world, { id = '' }) => void (await signFor(world, id)),
    async (world, { id = '' }) => void (await signFor(world, id, { note: '请带材料 bring your papers', noteFor: 'CASE' })),
  ],
  after: accept,
};
