import { differences } from '@maplebridge/testkit';
import { community, medical } from '../stories/city';
import { secrets, shownToBoth } from './secrets';

const plugins = [community, medical];

test.each(Object.entries(secrets))(
  'nobody can tell from anything that they are shown: %s',
  async (_name, secret) => expect(await differences(plugins, secret)).toEqual([]),
  120_000,
);

test('what is no secret is found: in what was told, cold, warm and live, and nowhere else', async () => {
  const found = await differences(plugins, shownToBoth);
  const named = found.map(({ what }) => what);
  expect(named).toEqual(
    expect.arrayContaining([
      'query case, cold',
      'query case, warm',
      'query caseByNumber, cold',
      'subscription caseEvents',
      'subscription caseChanged',
    ]),
  );
  expect(named).not.toContain('query errorCodes, cold');
}, 120_000);
