import { randomUUID } from 'node:crypto';
import { detailsTableName, snakeCase, type AnyCaseType, type FieldSpec } from '@maplebridge/contract';
import type { TestGateway } from '@maplebridge/testkit';
import { demoId } from '@maplebridge/gateway';
import { allPlugins } from '../stories/city';
import type { Random } from './generate/random';

/** A type that no plugin here declares: as if its plugin had been loaded once. */
export const dormantType = 'heating-complaint';

/** Gives rows what nobody did by a move: rare values, entries for some readers only, links, posts that ended, a type that is gone. */
export async function disturb(city: TestGateway, random: Random): Promise<void> {
  for (const statement of statements) await city.sql(statement);
  for (const plugin of allPlugins)
    for (const type of plugin.caseTypes) await fillDetails(city, { schema: snakeCase(plugin.name), type }, random);
  await endPosts(city);
}

const words = `'{"zh-CN": "供暖", "en": "Heating"}'::jsonb`;
/** Told from what a row says and not from its id, so that a seed meets the same rows again. */
const hashes = {
  case: (alias: string) => `hashint8((extract(epoch from ${alias}.opened_at) * 1000)::bigint)`,
  entry: (alias: string) => `hashtext(${alias}.type || ${alias}.subject_version || extract(epoch from ${alias}.happened_at))`,
  party: (alias: string) => `hashtext(${alias}.side || ${caseHash(`${alias}.case_id`)})`,
  report: (alias: string) => `hashint8((extract(epoch from ${alias}.received_at) * 1000)::bigint)`,
} as const;
const caseHash = (id: string): string => `(select ${hashes.case('o')} from core."case" o where o.id = ${id})`;
const rest = (hash: string, of: number): string => `((${hash} & 2147483647) % ${of})`;
const every = (table: keyof typeof hashes, alias: string, [nth, at]: readonly [nth: number, at: number]): string =>
  `${rest(hashes[table](alias), nth)} = ${at}`;
const ofCase = (alias: string, [nth, at]: readonly [nth: number, at: number]): string =>
  `${rest(caseHash(`${alias}.case_id`), nth)} = ${at}`;
const odd = `E'Quote " backslash \\\\ tab \\t line \\n 𠮷 \\u2028 </script>'`;

/** Entries for every kind of reader, by every kind of actor, of types that nobody has words for. */
const moreEntries: readonly string[] = [
  `insert into core.entry (shard, position, id, subject_kind, subject_id, subject_version, case_id, case_type, type_version, type, audience, actor, happened_at)
   select c.shard, s.position + row_number() over (partition by c.shard order by c.opened_at, a.nth), gen_random_uuid(), 'case', c.id, a.nth, c.id, c.type, 1,
     (array['amended', 'partyAdded', 'partyIdentified', 'plugin.told', 'signFor'])[1 + (c.version + a.nth)::integer % 5], a.audience,
     (array['{"kind": "post", "role": "supervisor", "personId": null, "unitId": "${demoId('P')}"}', '{"kind": "system", "role": "system", "personId": null, "unitId": null}',
       '{"kind": "assignment", "role": "mediator", "personId": null, "unitId": null}', '{"kind": "side", "role": "third", "personId": null, "unitId": null}',
       '{"kind": "import", "role": "import", "personId": null, "unitId": null}'])[1 + ${rest(hashes.case('c'), 5)}]::jsonb, c.opened_at + interval '1234567 microseconds' * a.nth
     from core."case" c join core.shard s on s.shard = c.shard
     cross join unnest(array['unit', 'side:applicant', 'case', 'side:respondent', 'supervisors', 'side:third']) with ordinality a (audience, nth)
    where ${rest(hashes.case('c'), 2)} = 0 or a.nth % 2 = 0`,
  `update core.shard s set position = (select max(e.position) from core.entry e where e.shard = s.shard) where exists (select from core.entry e where e.shard = s.shard)`,
];

const statements: readonly string[] = [
  `insert into core.case_type (name, version, jurisdiction, jurisdiction_version, jurisdiction_label, label, states, moves, sees, roles)
   select '${dormantType}', 3, 'heating-complaints', '4.5.6', ${words}, ${words}, states,
     moves || '{"opened": {"label": {"zh-CN": "报修", "en": "Called in"}}}', sees, '{}'
     from core.case_type where name = 'community-dispute'`,
  `update core."case" c set type = '${dormantType}', jurisdiction = 'heating-complaints' where type = 'community-dispute' and ${every('case', 'c', [4, 0])}`,
  `update core.entry e set case_type = '${dormantType}' from core."case" c where c.id = e.case_id and c.type = '${dormantType}'`,
  `update core."case" c set summary = ${odd} where ${every('case', 'c', [9, 1])}`,
  `update core."case" c set due_at = 'infinity', due_clock = null where ${every('case', 'c', [7, 2])}`,
  `update core."case" c set due_at = due_at + interval '1 day' + interval '123456 microseconds' where ${every('case', 'c', [7, 3])} and due_at < 'infinity'`,
  `update core."case" c set changed_at = changed_at + interval '999999 microseconds' where ${every('case', 'c', [5, 0])}`,
  `update core."case" c set report_id = null where ${every('case', 'c', [11, 0])}`,
  `update core."case" c set report_id = (select report_id from core."case" order by opened_at limit 1) where ${every('case', 'c', [11, 1])}`,
  `update core."case" c set report_id = (select report_id from core."case" order by opened_at desc limit 1) where ${every('case', 'c', [11, 2])}`,
  `update core.report r set place_id = null where ${every('report', 'r', [3, 0])}`,
  `insert into core.link (shard, case_id, other_id, relation, since)
   select c.shard, c.id, o.id, case when ${every('case', 'c', [2, 0])} then 'continues' else 'continuedBy' end,
     c.opened_at + interval '1 second' * ${rest(hashes.case('o'), 3)}
     from core."case" c join core."case" o on o.id <> c.id and ${rest(hashes.case('c'), 40)} = ${rest(hashes.case('o'), 40)}
     on conflict do nothing`,
  ...moreEntries,
  `update core.entry e set audience = (array['unit', 'side:applicant', 'side:respondent', 'supervisors'])[1 + ${rest(hashes.entry('e'), 4)}]
    where type <> 'opened' and ${ofCase('e', [3, 1])}`,
  `delete from core.note n where ${ofCase('n', [3, 0])}`,
  `insert into core.note (shard, case_id, entry_id, body, audience) select e.shard, e.case_id, e.id, 'Noted ' || e.type,
     (array['case', 'unit', 'side:applicant', 'side:respondent', 'supervisors'])[1 + ${rest(hashes.entry('e'), 5)}]
     from core.entry e where e.case_id is not null and ${every('entry', 'e', [2, 0])} on conflict do nothing`,
  `update core.party p set acts_for = (select o.id from core.party o where o.shard = p.shard and o.case_id = p.case_id and o.id <> p.id order by o.side limit 1)
    where ${every('party', 'p', [2, 0])}`,
  `update core.party p set sealed_case = o.case_id, sealed_party = o.id from (select case_id, id from core.party p order by ${hashes.party('p')} limit 1) o
    where ${every('party', 'p', [9, 0])}`,
  `update core.party p set consent = (array['asked', 'given', 'refused', 'withdrawn'])[1 + ${rest(hashes.party('p'), 4)}] where ${every('party', 'p', [3, 1])}`,
  `delete from core.mask m where field = 'name' and ${ofCase('m', [8, 0])}`,
  ...involvements(),
  ...exclusions(),
  ...emergencies(),
];

/** People with an assignment, sides that no type lets see, units called in, and rows that hold no more. */
function involvements(): readonly string[] {
  const person = (subject: string): string => `(select id from core.person where subject = '${subject}')`;
  const add = (who: string, rest: string, condition: string): string =>
    `insert into core.involved (shard, case_id, id, person_id, unit_id, relation, side, since, until)
     select shard, id, gen_random_uuid(), ${who}, ${rest} from core."case" c where ${condition}`;
  const assigned = `type in ('medical-dispute', 'community-dispute', '${dormantType}')`;
  const business = `type in ('service-request', 'business-complaint')`;
  return [
    add(person('demo-committee'), `null, 'mediator', null, now(), null`, `${assigned} and ${every('case', 'c', [3, 0])}`),
    add(person('demo-court'), `null, 'appraiser', null, now(), null`, `type = 'medical-dispute' and ${every('case', 'c', [3, 1])}`),
    add(person('demo-neighbour'), `null, 'mediator', null, now(), now()`, every('case', 'c', [5, 1])),
    add(person('demo-grid'), `null, 'party', 'third', now(), null`, every('case', 'c', [6, 2])),
    add(person('demo-officer'), `null, 'party', 'applicant', now(), null`, every('case', 'c', [6, 3])),
    add('null', `'${demoId('P-C-E')}', 'calledDepartment', null, now(), null`, `${business} and ${every('case', 'c', [2, 0])}`),
    add('null', `'${demoId('C-COURT')}', 'calledDepartment', null, now(), null`, `${business} and ${every('case', 'c', [3, 1])}`),
    add('null', `'${demoId('C-COURT')}', 'calledDepartment', null, now(), now()`, `${business} and ${every('case', 'c', [3, 2])}`),
  ];
}

/** People of every kind of post who are excluded from some cases, as workers, as called in, as assigned and as parties; and some no more. */
function exclusions(): readonly string[] {
  const exclude = (subject: string, [nth, at]: readonly [nth: number, at: number], until = 'null'): string =>
    `insert into core.exclusion (shard, case_id, id, person_id, declared_by, entry_id, since, until)
     select c.shard, c.id, gen_random_uuid(), p.id, p.id, gen_random_uuid(), now(), ${until}
       from core."case" c, core.person p where p.subject = '${subject}' and ${every('case', 'c', [nth, at])}`;
  return [
    exclude('demo-grid', [5, 0]),
    exclude('demo-officer', [4, 3]),
    exclude('demo-clerk', [4, 1]),
    exclude('demo-court', [7, 1]),
    exclude('demo-committee', [5, 3]),
    exclude('demo-committee', [5, 2], 'now()'),
    exclude('demo-resident', [3, 1]),
    exclude('demo-supervisor', [6, 1]),
  ];
}

/** Cases opened in an emergency: one still open, of who sees nothing of it otherwise, of who is excluded or a party, and one that is over. */
function emergencies(): readonly string[] {
  const open = (subject: string, [of, nth]: readonly [of: string, nth: number], until = `'2026-03-20T10:31:00+08:00'`): string =>
    `insert into core.emergency (id, shard, case_id, person_id, role, unit_id, entry_id, since, until)
     select gen_random_uuid(), c.shard, c.id, p.id, 'officer', '${demoId('W-STATION')}', gen_random_uuid(), '2026-03-01T00:00:00Z', ${until}
       from (select * from core."case" where ${of} order by opened_at offset ${nth} limit 6) c, core.person p where p.subject = '${subject}'`;
  return [
    open('demo-window', [`type = 'community-dispute'`, 5]),
    open('demo-window', [`type = 'community-dispute'`, 20], `'2026-03-20T10:30:00.123+08:00'`),
    open('demo-committee', [`type = 'medical-dispute'`, 0]),
    open('demo-clerk', [`type = 'business-complaint'`, 0]),
    open('demo-resident', [`type = 'service-request'`, 3]),
  ];
}

/** One post that has ended, one that has not begun, one whose unit lies below another that its holder has. */
async function endPosts(city: TestGateway): Promise<void> {
  const posts: readonly (readonly [subject: string, role: string, unit: string, from: string, until: string | null])[] = [
    ['demo-neighbour', 'officer', 'E-STATION', '2026-01-01', '2026-02-01'],
    ['demo-neighbour', 'supervisor', 'P', '2126-01-01', null],
    ['demo-grid', 'gridWorker', 'E-RIVER-1', '2026-01-01', null],
  ];
  for (const [subject, role, unit, from, until] of posts)
    await city.sql(
      `insert into core.appointment (id, person_id, role, unit_id, valid_from, valid_until)
       select $1, id, $2, $3, $4, $5 from core.person where subject = $6`,
      [randomUUID(), role, demoId(unit), from, until, subject],
    );
}

interface Owned {
  readonly schema: string;
  readonly type: AnyCaseType;
}

async function fillDetails(city: TestGateway, { schema, type }: Owned, random: Random): Promise<void> {
  const table = `${schema}.${detailsTableName(type)}`;
  const columns = type.fields.filter((one) => one.class === 'public' || one.class === 'internal');
  for (const { name, ...spec } of columns) {
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const value = sqlValue({ name, ...spec }, random);
    if (value !== null) await city.sql(`update ${table} d set ${column} = ${value} where ${ofCase('d', [3, random.int(3)])}`);
    await city.sql(`update ${table} d set ${column} = null where ${ofCase('d', [7, random.int(7)])}`);
  }
}

function sqlValue({ type }: FieldSpec, random: Random): string | null {
  const simple: Readonly<Partial<Record<FieldSpec['type']['kind'], string>>> = {
    text: odd,
    integer: '12',
    boolean: random.chance(0.5) ? 'true' : 'false',
    instant: `'2026-03-04T05:06:07.890123Z'`,
    date: `'2026-03-31'`,
    unit: `'${demoId('C-HOSPITAL')}'`,
    place: `'${demoId('place DOOR-301')}'`,
  };
  return type.kind === 'choice' ? `'${random.pick(Object.keys(type.options))}'` : (simple[type.kind] ?? null);
}
