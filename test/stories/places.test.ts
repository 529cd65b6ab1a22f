import type { TestGateway } from '@maplebridge/testkit';
import { good, openCity, placeId } from './city';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

const explained = 'query ($type: String!, $place: ID) { explainRouting(type: $type, place: $place) { unit { code } } }';

test('routing to a place that is not there is null, as it is for what is no place', async () => {
  const routed = async (place: string) =>
    good(await city.as(null).query(explained, { type: 'community-dispute', place })).explainRouting as unknown;
  expect(await routed(placeId('NOWHERE'))).toBeNull();
  expect(await routed('nonsense')).toBeNull();
  expect(await routed(placeId('DOOR-301'))).toEqual({ unit: { code: 'E-RIVER' } });
});

test('an unknown case type is refused without being repeated', async () => {
  const { errors, text } = await city.as(null).query(explained, { type: 'pond\u001b[2J\u202e' });
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toMatch(/^No such case type is loaded here; there are business-complaint, /);
  expect(text).not.toContain('pond');
});

test('the kind of a unit is a code with words in both languages', async () => {
  const document = '{ unit(code: "E-STATION") { kind zh: kindLabel(lang: "zh-CN") en: kindLabel(lang: "en") } }';
  const [row] = await city.sql<{ zh: string; en: string }>(
    `select label_zh as zh, label_en as en from core.unit_kind where kind = 'police'`,
  );
  expect(good(await city.as(null).query(document)).unit).toEqual({ kind: 'police', ...row });
});
