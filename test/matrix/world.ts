import { randomUUID } from 'node:crypto';
import { pascalCase, type AnyCaseType, type FieldSpec } from '@maplebridge/contract';
import { developmentIssuerName } from '@maplebridge/gateway';
import { relationsOf } from '@maplebridge/graph';
import type { Person, TestGateway } from '@maplebridge/testkit';
import { good, key, placeId, unitId } from '../stories/city';

/** One case of a type with everything in it, and somebody in every relation to it that the type knows. */
export interface World {
  readonly type: AnyCaseType;
  readonly id: string;
  readonly number: string;
  /** By the name of the relation. */
  readonly people: ReadonlyMap<string, Person>;
  /** A party that is nobody whom the platform knows: nobody opens it as their own. */
  readonly party: string;
}

const unitOf: Readonly<Record<string, string>> = {
  'accountable unit': 'E-STATION',
  'unit above': 'P-C-E',
  'unit called in': 'C-COURT',
  'foreign unit': 'W-STATION',
};

export async function openWorld(city: TestGateway, type: AnyCaseType): Promise<World> {
  const subject = subjectIn(type);
  const One = pascalCase(type.name);
  // An officer says who the parties are: nobody else may say it of the other side.
  await placed(city, { relation: officer, subject: subject(officer), caseId: '' });
  const parties = ['applicant', 'respondent', 'third'].flatMap((side) =>
    [`${side}’s side`, `agent of ${side}`].map((relation, nth) => ({
      side: side.toUpperCase(),
      capacity: nth === 0 ? 'SELF' : 'AGENT',
      name: '赵示范',
      phone: '13900000001',
      subject: subject(relation),
    })),
  );
  const stranger = { side: 'THIRD', capacity: 'SELF', name: '赵示范', phone: '13900000001' };
  const input = {
    idempotencyKey: key(),
    summary: '一件纠纷 A dispute',
    unit: unitId('E-STATION'),
    parties: [...parties, stranger],
    details: detailsOf(type, 'parties'),
  };
  const document = `mutation ($input: Open${One}Input!) { made: open${One}(input: $input) { case { id number version } } }`;
  const opened = good(await city.as(subject(officer)).query(document, { input })).made.case as {
    id: string;
    number: string;
    version: number;
  };
  const caseId = Buffer.from(opened.id, 'base64url').toString().split(':')[1] ?? '';
  await city.sql(
    `insert into core.involved (shard, case_id, id, unit_id, relation, since) values (core.shard_of($1), $1, $2, $3, 'calledIn', now())`,
    [caseId, randomUUID(), uuidOf(unitId('C-COURT'))],
  );
  for (const { relation } of relationsOf(type))
    if (relation !== officer) await placed(city, { relation, subject: subject(relation), caseId });
  await amendAll(city.as(subject(officer)), { type, id: opened.id, version: opened.version });
  const people = new Map(
    relationsOf(type).map(({ relation }) => [relation, city.as(relation === 'not signed in' ? null : subject(relation))]),
  );
  return { type, id: opened.id, number: opened.number, people, party: await unknownParty(city, caseId) };
}

async function unknownParty(city: TestGateway, caseId: string): Promise<string> {
  const [row] = await city.sql<{ id: string }>(`select id from core.party where case_id = $1 and person_id is null`, [caseId]);
  return Buffer.from(`party:${row?.id ?? ''}`).toString('base64url');
}

const subjectIn =
  ({ name }: AnyCaseType) =>
  (relation: string): string =>
    `${name}: ${relation}`;

/** A post that every type has, by the duty to answer for cases. */
const officer = 'post officer, accountable unit';

const uuidOf = (globalId: string): string => Buffer.from(globalId, 'base64url').toString().split(':')[1] ?? '';

/** Puts somebody where the relation says: parties are there already. */
async function placed(
  city: TestGateway,
  { relation, subject, caseId }: { relation: string; subject: string; caseId: string },
): Promise<void> {
  const [, post, place] = /^post (\w+), (.+)$/.exec(relation) ?? [];
  if (post !== undefined) return city.grant(subject, post, unitOf[place ?? ''] ?? '');
  const assignment = /^assignment (\w+)$/.exec(relation)?.[1];
  if (assignment === undefined) return;
  const personId = randomUUID();
  await city.sql(`insert into core.person (id, issuer, subject) values ($1, $2, $3)`, [personId, developmentIssuerName, subject]);
  await city.sql(
    `insert into core.involved (shard, case_id, id, person_id, relation, since) values (core.shard_of($1), $1, $2, $3, $4, now())`,
    [caseId, randomUUID(), personId, assignment],
  );
}

/** Every detail that the office may set, so that null means: not yours to see. */
async function amendAll(officer: Person, { type, id, version }: { type: AnyCaseType; id: string; version: number }): Promise<void> {
  if (type.fields.length === 0) return;
  const One = pascalCase(type.name);
  const document = `mutation ($input: Amend${One}Input!) { amend${One}(input: $input) { case { id } } }`;
  const input = { id, expectedVersion: version, idempotencyKey: key(), details: detailsOf(type, 'office') };
  good(await officer.query(document, { input }));
}

const detailsOf = ({ fields }: AnyCaseType, by: 'parties' | 'office'): object =>
  Object.fromEntries(fields.filter(({ setBy }) => by === 'office' || setBy !== 'office').map((field) => [field.name, valueOf(field)]));

function valueOf({ type }: FieldSpec): unknown {
  if (type.kind === 'text') return '某事 something';
  if (type.kind === 'integer') return type.min;
  if (type.kind === 'boolean') return true;
  if (type.kind === 'instant') return '2026-03-01T10:00:00+08:00';
  if (type.kind === 'date') return '2026-03-01';
  if (type.kind === 'choice') return Object.keys(type.options)[0];
  if (type.kind === 'unit')
    return unitId({ hospital: 'C-HOSPITAL', department: 'C-SERVICE', market: 'E-MARKET' }[type.unitKinds?.[0] ?? ''] ?? 'C-SERVICE');
  return placeId('DOOR-301');
}
