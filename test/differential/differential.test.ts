import { parse } from 'graphql';
import { openRandom } from './generate/random';
import { operation, type Operation } from './generate/operation';
import { openSides, type Outcome, type Sides } from './run';
import { openTally } from './tally';
import { spokenLanguages, viewers, type Asking } from './viewers';
import { openWorld, type World } from './world';

/** DIFFERENTIAL_OPERATIONS asks for more of them, DIFFERENTIAL_SEED for those of an earlier run. */
const wanted = Number(process.env.DIFFERENTIAL_OPERATIONS ?? 4000);
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 10);

let world: World;
let sides: Sides;
beforeAll(async () => {
  world = await openWorld(300);
  sides = await openSides(world);
}, 240_000);
afterAll(async () => {
  await world.city.close();
  await world.database.close();
});

const random = openRandom(seed);

/** A valid one: names that happen to meet in two meanings are thrown away. */
function next(asking: Asking): Operation {
  const of = { schema: sides.schema, random, rows: sides.rows, pool: sides.pool, ...sides.casesOf(asking) };
  for (;;) {
    const made = operation(of);
    if (sides.isValid(parse(made.text))) return made;
  }
}

const described = (made: Operation, { subject, is }: Asking): string =>
  `seed ${seed}, asked by ${subject ?? 'nobody'} (${is})\n${made.text}\nvariables ${JSON.stringify(made.variables)}`;

const cut = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 600);
const told = ({ difference, messages, way }: Outcome): string =>
  `${way}, at ${difference?.path}\nplanned  ${cut(difference?.planned)}\nexpected ${cut(difference?.expected)}\n${messages.join('\n')}`;

test(
  `operations are answered by plans as by plain functions over all rows (seed ${seed})`,
  async () => {
    const differences: string[] = [];
    const tally = openTally(sides.schema);
    for (let nth = 0; nth < wanted; nth += 1) {
      const asking = random.pick(viewers);
      const made = next(asking);
      const outcome = await sides.run(made, asking, random.pick(spokenLanguages));
      if (outcome.difference) differences.push(`${described(made, asking)}\n${told(outcome)}`);
      if (differences.length >= 5) break;
      tally.take(made, outcome);
    }
    if (differences.length > 0) throw new Error(differences.join('\n\n'));
    const { whole, partly, plain } = tally.ways;
    process.stdout.write(
      `differential: seed ${seed}, ${wanted} operations: ${whole} whole, ${partly} partly, ${plain} plain; rarest: ${tally.rarest()}\n`,
    );
    expect(tally.fewerThan(50)).toEqual([]);
    expect(tally.plannedShare()).toBeGreaterThanOrEqual(0.8);
  },
  30 * 60_000,
);
