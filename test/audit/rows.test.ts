import { keepAll, openGround, type Ground } from './ground';

let ground: Ground;
let kept: { putBack(): Promise<void> };
beforeAll(async () => {
  ground = await openGround();
  for (let nth = 0; nth < 3; nth += 1) {
    await ground.write(20, 10);
    await ground.seal();
  }
  kept = await keepAll(ground);
});
afterEach(() => kept.putBack());
afterAll(() => ground.close());

interface Leaf {
  readonly index: string;
  readonly shard: number | null;
  readonly position: string | null;
  readonly id: string;
}
const leaf = async (where: string): Promise<Leaf> => {
  const [row] = await ground.sql<Leaf>(
    `select index, shard, position, record_id as id from audit.leaf l where ${where} order by index limit 1`,
  );
  if (!row) throw new Error(`no leaf where ${where}`);
  return row;
};
const bad = async () => (await ground.verify()).bad;
/** The table of a record by its leaf. */
const tableOf = ({ shard }: Leaf): string => (shard === null ? 'privacy.access' : 'core.entry');

test.each(['shard is not null and index > 40', 'shard is null and index > 40', 'index = 0', 'index = 89'])(
  'a record is removed (%s), and it is named',
  async (where) => {
    const gone = await leaf(where);
    await ground.sql(`delete from ${tableOf(gone)} where id = $1`, [gone.id]);
    expect(await bad()).toMatchObject({ what: 'removed', part: 'record', leaf: Number(gone.index), record: { id: gone.id } });
  },
);

test('two entries change places, and the first place is named', async () => {
  const one = await leaf(`exists (select from audit.leaf o where o.shard = l.shard and o.position = l.position + 1)`);
  const [a, b] = [Number(one.position), Number(one.position) + 1];
  const put = (from: number, to: number) =>
    ground.sql(`update core.entry set position = $1 where shard = $2 and position = $3`, [to, one.shard, from]);
  await put(a, -1);
  await put(b, a);
  await put(-1, b);
  expect(await bad()).toMatchObject({
    what: 'swapped',
    part: 'record',
    leaf: Number(one.index),
    record: { id: one.id, position: one.position },
  });
});

test('two access records change their contents, and the first of them is named', async () => {
  const [one, other] = [await leaf('shard is null'), await leaf('shard is null and index > 60')];
  await ground.sql(
    `update privacy.access a set (actor_id, at) = (select b.actor_id, b.at from kept.kept_privacy_access b where b.id = case a.id when $1::uuid then $2::uuid else $1::uuid end)
     where a.id in ($1, $2)`,
    [one.id, other.id],
  );
  expect(await bad()).toMatchObject({ what: 'altered', leaf: Number(one.index), record: { id: one.id } });
});

test('of two records that were changed the first is named, whichever was changed first', async () => {
  const [first, second] = [await leaf('shard is not null and index > 10'), await leaf('shard is not null and index > 70')];
  for (const { id } of [second, first]) await ground.sql(`update core.entry set type = 'withdraw' where id = $1`, [id]);
  expect(await bad()).toMatchObject({ what: 'altered', record: { id: first.id } });
});

test('the last entries of the ledger are cut off, and the first of them is named', async () => {
  const first = await leaf('shard is not null and index >= 60');
  await ground.sql(`delete from core.entry e using audit.leaf l where l.shard = e.shard and l.position = e.position and l.index >= 60`);
  expect(await bad()).toMatchObject({ what: 'removed', record: { id: first.id }, leaf: Number(first.index) });
});

test('an entry that was removed before it was sealed leaves a place, and that is named', async () => {
  await ground.write(200, 0);
  const [row] = await ground.sql<{ shard: number; position: string }>(
    `delete from core.entry e where (shard, position) = (
       select o.shard, o.position from core.entry o join core.shard s on s.shard = o.shard
       where o.position < s.position and not exists (select from audit.leaf l where l.shard = o.shard and l.position = o.position)
       order by o.shard, o.position desc limit 1) returning shard, position`,
  );
  expect(await bad()).toMatchObject({ what: 'removed', part: 'record', record: { kind: 'entry', id: null, ...row } });
  await kept.putBack();
});

test('the leaf of a record is changed, removed or given to another, and that is found too', async () => {
  const one = await leaf('index = 33');
  await ground.sql(`update audit.leaf set hash = sha256('x') where index = 33`);
  expect(await bad()).toMatchObject({ what: 'altered', part: 'leaf', leaf: 33, record: { id: one.id } });
  await kept.putBack();
  await ground.sql(`delete from audit.leaf where index = 33`);
  expect(await bad()).toMatchObject({ what: 'removed', part: 'leaf', leaf: 33 });
  await kept.putBack();
  await ground.sql(`update audit.leaf set index = case index when 33 then -33 else -34 end where index in (33, 34)`);
  await ground.sql(`update audit.leaf set index = case index when -33 then 34 else 33 end where index < 0`);
  expect(await bad()).toMatchObject({ leaf: 33, checkpoint: 2 });
});

test('a record that is old and was never sealed is named; a new one is only said to be open', async () => {
  await ground.write(2, 1);
  expect(await ground.verify()).toMatchObject({ bad: null, unsealed: { records: 3 } });
  const [row] = await ground.sql<{ id: string }>(
    `insert into privacy.access (at, xid, actor_id, role, case_id, subject_id, fields, classes, purpose, request_id)
     select now() - interval '3 hours', 1, actor_id, role, case_id, subject_id, fields, classes, purpose, request_id from privacy.access limit 1 returning id`,
  );
  expect(await bad()).toMatchObject({ what: 'neverSealed', record: { kind: 'access', id: row?.id } });
});

test('since an instant, what was sealed before is taken by its leaves; what came after is read record by record', async () => {
  const [{ at } = { at: new Date() }] = await ground.sql<{ at: Date }>(
    `select made_at + interval '1 millisecond' as at from audit.checkpoint where number = 2`,
  );
  const [early, late] = [await leaf('index = 5'), await leaf('index = 65')];
  await ground.sql(`update ${tableOf(early)} set ${early.shard === null ? 'role' : 'type'} = 'x' where id = $1`, [early.id]);
  expect((await ground.verify({ since: at })).bad).toBeNull();
  expect(await bad()).toMatchObject({ what: 'altered', leaf: 5 });
  await ground.sql(`delete from ${tableOf(late)} where id = $1`, [late.id]);
  expect((await ground.verify({ since: at })).bad).toMatchObject({ what: 'removed', leaf: 65 });
  await ground.sql(`update audit.leaf set hash = sha256('x') where index = 7`);
  expect((await ground.verify({ since: at })).bad).toMatchObject({ what: 'rebuilt', leaf: 0, lastLeaf: 29 });
});
