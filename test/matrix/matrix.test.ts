import type { TestGateway } from '@maplebridge/testkit';
import { allPlugins, openCity } from '../stories/city';
import { foreignAndAbsent, observe } from './observe';
import { relationsIn } from './readMatrix';
import { openWorld, type World } from './world';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

const types = allPlugins.flatMap((jurisdiction) =>
  jurisdiction.caseTypes.map((type) => ({ jurisdiction: jurisdiction.name, type, name: type.name })),
);

describe.each(types)('cases of the type $name', ({ jurisdiction, type }) => {
  let world: World;
  const rows = relationsIn(jurisdiction, type.name);
  const relations = rows.map(({ relation }) => relation);
  beforeAll(async () => {
    world = await openWorld(city, type);
  });

  test('the platform draws every row of the checked-in matrix, asked cold', async () => {
    expect(await observe(city, world, relations)).toEqual(rows);
  });

  test('and asked again warm, with documents that others were answered before, in the other order', async () => {
    expect(await observe(city, world, [...relations].reverse())).toEqual([...rows].reverse());
  });

  test('to whoever does not see it, it is as absent: byte for byte, whatever the way', async () => {
    const unseen = rows.filter((row) => row.case === 'as absent');
    expect(unseen.length).toBeGreaterThan(3);
    for (const { relation } of unseen) {
      const person = world.people.get(relation);
      const [foreign, absent] = person ? await foreignAndAbsent(world, person) : ['', 'nobody'];
      expect([relation, foreign]).toEqual([relation, absent]);
    }
  });
});
