import type { Query } from '../database/database';

/** What a table holds of people. */
export interface Holding {
  /** `schema.table`. */
  readonly table: string;
  /** English and short: what it is and why it is there. */
  readonly what: string;
  /** How long it stays. */
  readonly kept: string;
  /** Rows about a person, `$1`, as JSON texts; null: nothing of it names one person. */
  readonly rows: string | null;
}

const rows = (columns: string, from: string): string => `select json_build_object(${columns}) as row from ${from}`;
const office = 'for as long as what was done in office has to be attributable';

/**
 * The data map of the platform itself: every table that knows people, with what is handed to a person who asks (PIPL art. 45). Secrets and
 * hashes of secrets are nobody's data and are never handed out. A table that is not here and not in `holdsNobody` fails a test.
 */
export const holdings: readonly Holding[] = [
  {
    table: 'core.person',
    what: 'the account: issuer and subject of the token',
    kept: 'until the person is erased',
    rows: rows(`'issuer', issuer, 'subject', subject`, 'core.person where id = $1'),
  },
  {
    table: 'core.appointment',
    what: 'posts that were given, where and when',
    kept: office,
    rows: rows(
      `'role', a.role, 'unit', u.code, 'from', a.valid_from, 'until', a.valid_until`,
      'core.appointment a join core.unit u on u.id = a.unit_id where a.person_id = $1 order by a.valid_from',
    ),
  },
  {
    table: 'core.party',
    what: 'as whom the person takes part in which case',
    kept: 'with the case',
    rows: rows(
      `'case', c.number, 'type', c.type, 'side', p.side, 'capacity', p.capacity, 'consentToMediation', p.consent, 'since', c.opened_at`,
      'core.party p join core."case" c on c.id = p.case_id where p.person_id = $1 order by c.opened_at',
    ),
  },
  {
    table: 'core.involved',
    what: 'who has a part in a case, as a side or by an assignment',
    kept: 'with the case',
    rows: rows(
      `'case', c.number, 'relation', i.relation, 'side', i.side, 'since', i.since, 'until', i.until`,
      'core.involved i join core."case" c on c.id = i.case_id where i.person_id = $1 order by i.since',
    ),
  },
  {
    table: 'core.case',
    what: 'who handles a case',
    kept: office,
    rows: rows(`'case', number, 'handledAs', handler_post`, 'core."case" where handler_id = $1 order by number'),
  },
  {
    table: 'core.report',
    what: 'who reported',
    kept: 'with the report',
    rows: rows(
      `'report', number, 'channel', channel, 'receivedAt', received_at`,
      'core.report where reporter_id = $1 order by received_at',
    ),
  },
  {
    table: 'core.entry',
    what: 'what the person did: codes, instants and the right that was used, never free text',
    kept: 'for ever: the ledger is sealed',
    rows: rows(
      `'at', e.happened_at, 'what', e.type, 'case', c.number, 'by', e.actor - 'personId'`,
      `core.entry e left join core."case" c on c.id = e.case_id where e.actor->>'personId' = $1::text order by e.happened_at`,
    ),
  },
  {
    table: 'core.exclusion',
    what: 'from which cases the person is excluded',
    kept: office,
    rows: rows(
      `'case', c.number, 'since', x.since, 'until', x.until`,
      'core.exclusion x join core."case" c on c.id = x.case_id where x.person_id = $1 order by x.since',
    ),
  },
  {
    table: 'core.emergency',
    what: 'which cases the person opened in an emergency',
    kept: office,
    rows: rows(
      `'case', c.number, 'as', e.role, 'since', e.since, 'until', e.until, 'outcome', e.outcome`,
      'core.emergency e join core."case" c on c.id = e.case_id where e.person_id = $1 order by e.since',
    ),
  },
  {
    table: 'core.party_link',
    what: 'links by which a party takes part without an account, and who claimed them',
    kept: 'until it ends',
    rows: rows(
      `'since', since, 'until', until, 'endedAt', ended_at`,
      'core.party_link where person_id = $1 or claimed_by = $1 order by since',
    ),
  },
  {
    table: 'core.processing_consent',
    what: 'what the person let be processed, and took back',
    kept: 'with the case',
    rows: rows(
      `'case', c.number, 'classes', x.classes, 'givenAt', x.given_at, 'until', x.until, 'endedAt', x.ended_at, 'isWithdrawn', x.is_withdrawn`,
      'core.processing_consent x join core."case" c on c.id = x.case_id where x.given_by = $1 order by x.given_at',
    ),
  },
  {
    table: 'core.page_session',
    what: 'sign-ins with a browser',
    kept: 'seven days after it ends',
    rows: rows(`'name', name, 'madeAt', made_at, 'endsAt', ends_at`, 'core.page_session where person_id = $1 order by made_at'),
  },
  {
    table: 'core.service_token',
    what: 'credentials of devices and partner systems',
    kept: 'until it is taken back',
    rows: rows(`'madeAt', made_at, 'endsAt', ends_at, 'usedAt', used_at`, 'core.service_token where person_id = $1 order by made_at'),
  },
  {
    table: 'core.idempotency',
    what: 'which request had which effect, as hashes',
    kept: 'seven days',
    rows: rows(`'madeAt', made_at`, 'core.idempotency where actor = $1 order by made_at'),
  },
  {
    table: 'privacy.access',
    what: 'who read personal values of the person, by what right and what for; and what the person read as an officer',
    kept: 'for ever: the log is sealed; purposes go with the values',
    rows: rows(
      `'at', a.at, 'role', a.role, 'case', c.number, 'classes', a.classes, 'purpose', a.purpose, 'byTheirOwnHand', a.actor_id = $1`,
      `privacy.access a left join core."case" c on c.id = a.case_id
        where a.actor_id = $1 or a.subject_id in (select coalesce(p.sealed_party, p.id) from core.party p where p.person_id = $1) order by a.at`,
    ),
  },
  { table: 'privacy.value', what: 'personal values, sealed; handed out opened', kept: 'by the retention policies, per class', rows: null },
  {
    table: 'privacy.key',
    what: 'the key of each subject, sealed under the master key',
    kept: 'until the last value is erased',
    rows: null,
  },
  { table: 'core.mask', what: 'masks of personal values, e.g. 李**', kept: 'with the value', rows: null },
  { table: 'core.note', what: 'notes beside moves: free text about a case, which may speak of people', kept: 'retention.text', rows: null },
  { table: 'core.source_key', what: 'numbers of the system that a case was imported from', kept: 'with the case', rows: null },
  { table: 'privacy.delay', what: 'whose reading is told later, why, by whose word', kept: 'for ever', rows: null },
  { table: 'core.legal_hold', what: 'who keeps which case from erasure, and why', kept: 'for ever', rows: null },
  { table: 'core.policy_value', what: 'who set a number', kept: 'for ever', rows: null },
];

/** Tables that know no person. */
export const holdsNobody: readonly string[] = [
  ...[
    'migration',
    'migrated',
    'setting',
    'epoch',
    'tree',
    'unit_kind',
    'unit',
    'unit_history',
    'place',
    'competence',
    'case_type',
    'opening',
  ],
  ...['calendar_year', 'calendar_day', 'case_number', 'link', 'clock', 'shard', 'consumer', 'sign_in'],
].map((name) => `core.${name}`);

/** Everything of one table about a person. */
export async function heldIn(query: Query, { rows: sql }: Holding, personId: string): Promise<readonly object[]> {
  if (sql === null) return [];
  return (await query<{ row: object }>(sql, [personId])).map(({ row }) => row);
}
