import { openDatabase, ownTables } from '@maplebridge/storage';
import type { Row } from '../row';
import { alike } from '../send';
import type { World } from '../world';

const known = ['李示范', '王样例', '13800000001', '13800000002'];
/** As text, and as the bytes of a column that is not sealed. */
const plain = known.flatMap((value) => [value, Buffer.from(value).toString('hex')]).join('|');

/** Tables of every schema that hold what the expression finds in a row. */
async function holders({ sql }: World, expression: string): Promise<readonly string[]> {
  const tables = await sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    if ((await sql(`select from ${name} t where t::text ~ $1 limit 1`, [expression])).length > 0) found.push(name);
  return found;
}

/** What PostgreSQL says when the desk of one plugin asks for what another, or the core, has. */
async function askedByPlugin({ database }: World, statements: readonly string[]): Promise<readonly string[]> {
  const runtime = await openDatabase({ url: database.runtimeUrl, poolSize: 1, applicationName: 'attack list' });
  try {
    const ends: string[] = [];
    for (const statement of statements)
      ends.push(
        await runtime
          .transaction((query) => ownTables(query, 'medical-disputes').query(statement))
          .then(
            () => `${statement} was answered`,
            (error: unknown) => (error as { code?: string }).code ?? (error as Error).name,
          ),
      );
    return ends;
  } finally {
    await runtime.close();
  }
}

const people = ['demo-officer', 'demo-watchman', 'demo-supervisor', 'demo-resident', null];

/** Rows about what lies in the database, and about whose rights a connection has. */
export const sealRows: readonly Row[] = [
  {
    row: 'A114',
    sent: 'a superuser looks for names and phones in every table',
    expected: 'a name or phone in none, what is not sealed is found',
    run: async (world) => {
      const telling = await holders(world, plain);
      // The same search finds a summary, which is not sealed: it does look.
      const isLooking = (await holders(world, '楼上装修夜间施工')).includes('core."case"');
      return `a name or phone in ${telling.length === 0 ? 'none' : telling.join(', ')}, what is not sealed is ${isLooking ? '' : 'not '}found`;
    },
  },
  {
    row: 'A051',
    sent: 'a plugin reads and writes tables of another, of the core and of privacy',
    expected: '42501, its own is answered',
    run: async (world) => {
      const tables = async (schemas: string): Promise<readonly string[]> => {
        const listed = `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname ~ $1 order by 1`;
        return (await world.sql<{ name: string }>(listed, [schemas])).map(({ name }) => name);
      };
      const asked = (await tables('night|^core$|^privacy$')).flatMap((name) => [`select count(*) from ${name}`, `delete from ${name}`]);
      const own = await askedByPlugin(
        world,
        (await tables('medical')).map((name) => `select count(*) from ${name}`),
      );
      const ends = asked.length < 20 ? `only ${asked.length} asked` : alike(await askedByPlugin(world, asked));
      return `${ends}, its own is ${own.some((end) => end.endsWith('was answered')) ? 'answered' : alike(own)}`;
    },
  },
  {
    row: 'A055',
    sent: '400 questions of five people over the same connections, mixed',
    expected: 'each the same as alone, four different answers, nothing for nobody',
    run: async ({ ask }) => {
      const document = '{ cases(first: 50) { totalCount nodes { id } } viewer { posts { role } } }';
      const answer = async (who: string | null): Promise<string> => (await ask(who, document)).text.replace(/"requestId":"[^"]*"/g, '');
      const alone = new Map<string | null, string>();
      for (const who of people) alone.set(who, await answer(who));
      const mixed = await Promise.all(
        Array.from({ length: 400 }, async (_, index) => {
          const who = people[(index * 7) % people.length] ?? null;
          return (await answer(who)) === alone.get(who);
        }),
      );
      const others = mixed.filter((isSame) => !isSame).length;
      const kinds = new Set([...alone].filter(([who]) => who !== null).map(([, text]) => text)).size;
      const isNobody = alone.get(null) === '{"data":{"cases":{"totalCount":0,"nodes":[]},"viewer":null}}';
      return `${others === 0 ? 'each the same as alone' : `${others} others than alone`}, ${kinds === 4 ? 'four' : kinds} different answers, ${isNobody ? 'nothing' : 'something'} for nobody`;
    },
  },
];
