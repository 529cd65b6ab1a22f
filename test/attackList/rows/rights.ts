import { randomUUID } from 'node:crypto';
import { globalId, moved, officer, openedId } from '../cases';
import type { Row } from '../row';
import { brief, type Heard } from '../send';
import type { World } from '../world';

/** Cases that the watchman of the market has no part in, and a case that is nobody's. */
async function foreignAndAbsent({ sql }: World): Promise<readonly [foreign: string, absent: string]> {
  const [found] = await sql<{ id: string }>(`select id from core."case" where type = 'medical-dispute' limit 1`);
  if (found === undefined) throw new Error('The world has no medical dispute.');
  return [globalId('case', found.id), globalId('case', randomUUID())];
}

/** Whether the two answers are the same but for ids; what it is, when they are. */
function told(foreign: Heard, absent: Heard, ids: readonly [string, string]): string {
  const plain = ({ text }: Heard): string =>
    text
      .replaceAll(ids[0], 'ID')
      .replaceAll(ids[1], 'ID')
      .replace(/"requestId":"[^"]*"/g, '');
  return plain(foreign) === plain(absent) ? `the same: ${brief(foreign)}` : `${foreign.text} / ${absent.text}`;
}

const stranger = 'demo-watchman';
const asked =
  (document: string) =>
  async (world: World): Promise<string> => {
    const ids = await foreignAndAbsent(world);
    const [foreign, absent] = [await world.ask(stranger, document, { id: ids[0] }), await world.ask(stranger, document, { id: ids[1] })];
    const isNull = /"data":\{"\w+":null\}/.test(foreign.text);
    return `${told(foreign, absent, ids)}${isNull ? ', null' : `, ${foreign.text}`}`;
  };

/** Rows about who may see and do what. */
export const rightsRows: readonly Row[] = [
  {
    row: 'A042',
    sent: 'the id of a foreign case and one of none',
    expected: 'the same: 200 -, null',
    run: asked('query ($id: ID!) { case(id: $id) { id number } }'),
  },
  {
    row: 'A045',
    sent: 'node(id) of a foreign case and of none',
    expected: 'the same: 200 -, null',
    run: asked('query ($id: ID!) { node(id: $id) { id } }'),
  },
  {
    row: 'A045',
    sent: 'node(id) of a party and a person of a foreign case',
    expected: 'the same: 200 -, null',
    run: async (world) => {
      const [party] = await world.sql<{ id: string }>(
        `select p.id from core.party p join core."case" c on c.id = p.case_id where c.type = 'medical-dispute' limit 1`,
      );
      const ids = [globalId('party', party?.id ?? ''), globalId('party', randomUUID())] as const;
      const document = 'query ($id: ID!) { node(id: $id) { id } }';
      const [foreign, absent] = [await world.ask(stranger, document, { id: ids[0] }), await world.ask(stranger, document, { id: ids[1] })];
      return `${told(foreign, absent, ids)}${/"node":null/.test(foreign.text) ? ', null' : `, ${foreign.text}`}`;
    },
  },
  {
    row: 'A049',
    sent: 'a move in a foreign case and in none',
    expected: 'the same: 200 NOT_FOUND',
    run: async (world) => {
      const ids = await foreignAndAbsent(world);
      const sign = (id: string) => moved(world, stranger, { id, move: 'signFor' });
      return told(await sign(ids[0]), await sign(ids[1]), ids);
    },
  },
  {
    row: 'A049',
    sent: 'a move as nobody',
    expected: '200 UNAUTHENTICATED',
    run: async (world) => {
      const [id] = await foreignAndAbsent(world);
      return brief(await moved(world, null, { id, move: 'signFor' }));
    },
  },
  {
    row: 'A056',
    sent: 'accepting a case that nobody signed for',
    expected: '200 MOVE_NOT_OPEN',
    run: async (world) => brief(await moved(world, officer, { id: await openedId(world), move: 'accept' })),
  },
];
