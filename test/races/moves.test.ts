import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { codeOf, good, hand, key, openCity, unitId, versionOf } from '../stories/city';
import { openCases } from './shuttle';

let city: TestGateway;
let officers: readonly Person[];
beforeAll(async () => {
  city = await openCity();
  const subjects = Array.from({ length: 32 }, (_, nth) => `officer-${nth}`);
  for (const subject of subjects) await city.grant(subject, 'officer', 'E-STATION');
  officers = subjects.map((subject) => city.as(subject));
});
afterAll(() => city.close());

const signFor = `mutation ($input: MoveCaseInput!) {
  moveCase(input: $input) { case { version status { code } handler { post } } change { id at } } }`;
const opening = `mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id number version } change { id } } }`;

const sign = (person: Person, id: string, input: object = {}): Promise<Answer> =>
  person.query(signFor, { input: { id, move: 'signFor', expectedVersion: 1, idempotencyKey: key(), ...input } });

const rawId = (id: string): string => Buffer.from(id, 'base64url').toString().slice('case:'.length);
const entriesOf = async (id: string): Promise<readonly string[]> =>
  (await city.sql<{ type: string }>('select type from core.entry where case_id = $1 order by subject_version', [rawId(id)])).map(
    ({ type }) => type,
  );
const countCases = async (): Promise<number> =>
  (await city.sql<{ count: number }>('select count(*)::integer as count from core."case"'))[0]?.count ?? 0;

const the = (officer: Person | undefined): Person => officer ?? city.as('demo-officer');

test.each([2, 32])(
  'of %i officers who sign for one case at the same version exactly one does, the others are told its version now',
  async (count) => {
    const [id = ''] = await openCases(the(officers[0]), 1);
    const answers = await Promise.all(officers.slice(0, count).map((officer) => sign(officer, id)));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    for (const { data, errors } of answers.filter((one) => one.errors.length > 0)) {
      expect(data.moveCase).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'VERSION_CONFLICT', currentVersion: 2, isRetryable: expect.any(Boolean) } }]);
    }
    expect(await versionOf(the(officers[0]), id)).toBe(2);
    expect(await entriesOf(id)).toEqual(['opened', 'signFor']);
  },
);

test('every officer who reads again after a conflict gets through in the end, and no amendment is lost', async () => {
  const [id = ''] = await openCases(the(officers[0]), 1);
  const amend = async (officer: Person, disputedAmount: number): Promise<number> => {
    for (let conflicts = 0; ; conflicts += 1) {
      const answer = await hand(officer, id).attemptTyped('amendCommunityDispute', { details: { disputedAmount } });
      if (answer.errors.length === 0) return conflicts;
      expect(codeOf(answer)).toBe('VERSION_CONFLICT');
    }
  };
  const conflicts = await Promise.all(officers.slice(0, 8).map((officer, nth) => amend(officer, 100 + nth)));
  expect(conflicts.some((count) => count > 0)).toBe(true);
  expect(await versionOf(the(officers[0]), id)).toBe(9);
  expect(await entriesOf(id)).toEqual(['opened', ...Array<string>(8).fill('amended')]);
});

test('one move sent fifty times at once under one key happens once, and every answer is the same', async () => {
  const officer = the(officers[3]);
  const [id = ''] = await openCases(officer, 1);
  const idempotencyKey = key();
  const answers = await Promise.all(Array.from({ length: 50 }, () => sign(officer, id, { idempotencyKey })));
  expect(new Set(answers.map((answer) => JSON.stringify(good(answer)))).size).toBe(1);
  expect(good(answers[0] as Answer).moveCase.case).toEqual({ version: 2, status: { code: 'signed' }, handler: { post: 'officer' } });
  expect(await entriesOf(id)).toEqual(['opened', 'signFor']);
});

test('one opening sent fifty times at once under one key opens one case, and every answer is the same', async () => {
  const before = await countCases();
  const input = { idempotencyKey: key(), summary: '一件纠纷 A dispute', unit: unitId('E-RIVER-2'), parties: [] };
  const answers = await Promise.all(Array.from({ length: 50 }, () => the(officers[4]).query(opening, { input })));
  expect(new Set(answers.map((answer) => JSON.stringify(good(answer)))).size).toBe(1);
  expect(await countCases()).toBe(before + 1);
});

test('of two requests under one key that mean different things one happens, and the other is told that the key was used', async () => {
  const officer = the(officers[5]);
  const ids = await openCases(officer, 2);
  const idempotencyKey = key();
  const answers = await Promise.all(ids.flatMap((id) => Array.from({ length: 8 }, () => sign(officer, id, { idempotencyKey }))));
  const codes = [answers.slice(0, 8), answers.slice(8)].map((group) => new Set(group.map((one) => codeOf(one))));
  expect(codes.map((group) => [...group]).sort()).toEqual([['0 errors'], ['IDEMPOTENCY_CONFLICT']]);
  const [one, other] = await Promise.all(ids.map((id) => entriesOf(id)));
  expect([one?.length, other?.length].sort()).toEqual([1, 2]);
});

test('two people may use the same key: each has their own', async () => {
  const ids = await openCases(the(officers[0]), 2);
  const idempotencyKey = key();
  const answers = await Promise.all(ids.map((id, nth) => sign(the(officers[nth]), id, { idempotencyKey })));
  for (const answer of answers) expect(good(answer).moveCase.case.version).toBe(2);
});
