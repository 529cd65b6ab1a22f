import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, hand, openCity, opened, unitId, versionOf } from '../stories/city';

let city: TestGateway;
let applicant: Person, respondent: Person, officer: Person;
beforeAll(async () => {
  city = await openCity();
  [applicant, respondent, officer] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-officer')];
});
afterAll(() => city.close());

const moves = 'moves { code isOpen needs refusal { code message } }';
const amend = `mutation ($input: AmendCommunityDisputeInput!) { done: amendCommunityDispute(input: $input) { case { version } } }`;

async function withAllegation(): Promise<string> {
  const id = await opened(applicant, 'CommunityDispute', { parties: bothSides, unit: unitId('E-STATION'), details: { kind: 'family' } });
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(officer, id).act(move);
  const input = { id, expectedVersion: await versionOf(officer, id), details: { isFamilyViolenceAlleged: true } };
  const done = await officer.query(amend, { input: { ...input, idempotencyKey: 'b5a1ce5e-2b1e-4d5e-8f2b-3a3b1d1c0a01' } });
  expect(done.errors).toEqual([]);
  return id;
}

test('a respondent is not told of an alleged family violence by the refusal of a move; the officer is', async () => {
  const id = await withAllegation();
  const ofConsent = (seen: { moves: { code: string }[] }) => seen.moves.find(({ code }) => code === 'consent');
  const shown = ofConsent(await hand(respondent, id).look(moves));
  expect(shown).toMatchObject({ isOpen: false, needs: [], refusal: { code: 'NEEDS_MISSING' } });
  const attempted = await hand(respondent, id).attempt('consent');
  expect(codeOf(attempted)).toBe('NEEDS_MISSING');
  expect(JSON.stringify([shown, attempted])).not.toMatch(/violence|noFamilyViolence/i);
  const invite = (await hand(officer, id).look(moves)).moves.find(({ code }: { code: string }) => code === 'inviteMediation');
  expect(invite.needs).toEqual(['noFamilyViolence']);
});
