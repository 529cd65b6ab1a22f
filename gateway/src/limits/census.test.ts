import { openCensus } from './census';

const somebody = (subject: string) => ({ issuer: 'https://login.example.org', subject });
const at = (address: string, subject?: string) => ({ address, identity: subject === undefined ? null : somebody(subject) });
const bounds = { operations: 2, socketsPerSubject: 1, anonymousPerAddress: 2, arrivingPerAddress: 3 };

test('people are counted by who they are and strangers by where they are: a hall full of people is never full', () => {
  const census = openCensus(bounds);
  const hall = '192.0.2.1';
  expect([census.admit(at(hall)), census.admit(at(hall))].every((place) => place !== null)).toBe(true);
  expect(census.admit(at(hall))).toBeNull();
  const people = Array.from({ length: 50 }, (_, nth) => census.admit(at(hall, `person ${nth}`)));
  expect(people.every((place) => place !== null)).toBe(true);
  expect(census.admit(at('198.51.100.7', 'person 0'))).toBeNull();
});

test('who has not said yet who they are is counted apart: strangers keep no person out, and who leaves twice is counted off once', () => {
  const census = openCensus(bounds);
  expect([census.admit(at('2001:db8::1')), census.admit(at('2001:db8::2'))].every((place) => place !== null)).toBe(true);
  const [first, second, third] = [3, 4, 5].map((host) => census.receive(`2001:db8::${host}`));
  expect(census.receive('2001:db8::6')).toBeNull();
  expect(first?.become(somebody('one'))).toBe(true);
  expect(second?.become(somebody('one'))).toBe(false);
  expect(third?.become(null)).toBe(false);
  expect(census.receive('2001:db8::6')).not.toBeNull();
  for (const _time of [1, 2]) first?.leave();
  expect(first?.become(somebody('one'))).toBe(false);
  expect(census.admit(at('2001:db8::4', 'one'))).not.toBeNull();
  expect(census.admit(at('2001:db8::4', 'one'))).toBeNull();
});

test('one connection holds as many operations as the table says', () => {
  const place = openCensus(bounds).admit(at('192.0.2.1'));
  expect([1, 2, 3].map((count) => place?.mayRun(count))).toEqual([true, true, false]);
});
