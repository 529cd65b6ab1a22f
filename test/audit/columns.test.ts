import { currentFormat, recordHash, sealedColumns, type RecordKind } from '@maplebridge/audit';
import { leafOfRecord, inSnapshot } from '@maplebridge/storage';
import { keepAll, openGround, purpose, type Ground } from './ground';

const tables = { entry: 'core.entry', access: 'privacy.access' } as const;
/** Stand for each other in a leaf: the salted hash of the text, kept when text and salt are erased. */
const ofPurpose = ['purpose', 'purpose_salt', 'purpose_commitment'];

let ground: Ground;
let kept: { putBack(): Promise<void> };
let columns: readonly Column[];
beforeAll(async () => {
  ground = await openGround();
  for (let nth = 0; nth < 3; nth += 1) {
    await ground.write(8, 5);
    await ground.seal();
  }
  kept = await keepAll(ground);
  columns = await columnsThereAre();
});
afterEach(() => kept.putBack());
afterAll(() => ground.close());

interface Column {
  readonly kind: RecordKind;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** As the catalogue has them: a column that is added tomorrow is among them. */
async function columnsThereAre(): Promise<readonly Column[]> {
  const of = async (kind: RecordKind) =>
    (
      await ground.sql<{ name: string; type: string; nullable: boolean }>(
        `select attname as name, format_type(atttypid, null) as type, not attnotnull as nullable from pg_attribute
         where attrelid = '${tables[kind]}'::regclass and attnum > 0 and not attisdropped order by attnum`,
      )
    ).map(({ name, type, nullable }) => ({ kind, name, type, isNullable: nullable }));
  return [...(await of('entry')), ...(await of('access'))];
}

/** Another value of the type, as little different as can be. */
const another: Readonly<Record<string, (column: string) => string>> = {
  smallint: (column) => `${column} + 100`,
  integer: (column) => `${column} + 1`,
  bigint: (column) => `${column} + 1000`,
  uuid: () => 'gen_random_uuid()',
  text: (column) => `${column} || ' '`,
  jsonb: (column) => `${column} || '{"kind": "Post"}'`,
  'text[]': (column) => `${column} || 'x'::text`,
  'timestamp with time zone': (column) => `${column} + interval '1 microsecond'`,
  bytea: () => `'\\x00'`,
};

async function tamper({ kind, name }: Column, value: string): Promise<string> {
  const [row] = await ground.sql<{ id: string }>(
    `select l.record_id as id from audit.leaf l where (l.shard is null) = $1 order by l.index offset 7 limit 1`,
    [kind === 'access'],
  );
  const id = row?.id ?? '';
  await ground.sql(`alter table privacy.access drop constraint if exists access_purpose_forgotten`);
  await ground.sql(`update ${tables[kind]} set ${name} = ${value} where id = $1`, [id]);
  return id;
}

test('what is as it was sealed is sound, in both kinds and under every checkpoint', async () => {
  expect(await ground.verify()).toMatchObject({ bad: null, sealed: 39, checkpoints: 3, outside: 3, unsealed: { records: 0 } });
});

test('every column of a record is sealed: there is none that a format does not name', () => {
  for (const { kind, name } of columns) {
    const sealed = kind === 'access' && ofPurpose.includes(name) ? 'purpose_commitment' : name;
    expect(sealedColumns[kind][currentFormat - 1]).toContain(sealed);
  }
});

test('one column of one record is changed, whichever it is, and that record is named', async () => {
  for (const column of columns) {
    const id = await tamper(column, another[column.type]?.(`${column.name}`) ?? 'null');
    const { bad } = await ground.verify();
    expect({ column, bad }).toMatchObject({
      column,
      bad: { what: kindOfFinding(column), part: 'record', record: { kind: column.kind, id } },
    });
    await kept.putBack();
  }
});

/** A place in the ledger that is changed moves the entry; the id is all that a row of the access log is known by. */
function kindOfFinding({ kind, name }: Column): string {
  if (kind === 'entry' && ['shard', 'position'].includes(name)) return 'swapped';
  return kind === 'access' && name === 'id' ? 'removed' : 'altered';
}

test('what had a value has none, and that record is named', async () => {
  for (const column of columns.filter((one) => one.isNullable && one.name !== 'purpose_commitment')) {
    const id = await tamper(column, 'null');
    const { bad } = await ground.verify();
    expect({ column, bad }).toMatchObject({ column, bad: { what: 'altered', record: { kind: column.kind, id } } });
    await kept.putBack();
  }
});

test('a purpose is forgotten and everything is sound; one that is put in its place afterwards is found', async () => {
  const [row] = await ground.sql<{ id: string; subject: string }>(
    `select id, subject_id as subject from privacy.access order by at limit 1`,
  );
  expect(await ground.sql(`select privacy.forget_purposes($1) as many`, [row?.subject])).toEqual([{ many: '1' }]);
  expect(await ground.sql(`select from privacy.access where purpose = $1 and id = $2`, [purpose, row?.id])).toEqual([]);
  expect((await ground.verify()).bad).toBeNull();
  for (const change of [`purpose = 'for fun'`, `purpose_commitment = sha256('x')`, `purpose_salt = gen_random_uuid()`]) {
    await ground.sql(`alter table privacy.access drop constraint if exists access_purpose_forgotten`);
    await ground.sql(`update privacy.access set ${change} where id = $1`, [row?.id]);
    expect((await ground.verify()).bad).toMatchObject({ what: 'altered', record: { kind: 'access', id: row?.id } });
    await ground.sql(
      `update privacy.access a set (purpose, purpose_salt, purpose_commitment) =
      (select '', null::uuid, sha256(uuid_send(k.purpose_salt) || convert_to(k.purpose, 'UTF8')) from kept.kept_privacy_access k where k.id = a.id)
      where a.id = $1`,
      [row?.id],
    );
    expect((await ground.verify()).bad).toBeNull();
  }
});

test('the leaves that PostgreSQL makes are those that anybody can make of the same columns', async () => {
  const rows = await ground.sql<{ id: string; hash: Buffer }>(`select record_id as id, hash from audit.leaf`);
  for (const { id, hash } of rows) {
    const row = await inSnapshot(ground.auditor, (query) => leafOfRecord(query, id));
    expect(row?.found && recordHash(row.kind, row.format, row.found)).toEqual(hash);
  }
});
