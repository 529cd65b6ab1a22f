import { isPersonal, pascalCase, type MoveSpec } from '@maplebridge/contract';
import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { absentCase, key, unitId } from '../stories/city';
import type { RelationCells } from './readMatrix';
import type { World } from './world';

/** All ways that lead to a case, in one document: what a viewer gets by one, they get by all. */
const waysTo = (One: string): string => {
  const one = `${One.charAt(0).toLowerCase()}${One.slice(1)}`;
  const many = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
  return `query ($id: ID!, $number: String!, $party: ID!, $unit: ID!) {
    node(id: $id) { id } again: node(id: $id) { id } nodes(ids: [$id, $party]) { id } case(id: $id) { id } caseByNumber(number: $number) { id }
    typed: ${one}(id: $id) { id unit { id } }
    page: ${many}(first: 100) { totalCount nodes { id } }
    filtered: ${many}(first: 100, filter: { phases: [INTAKE, HANDLING, MEDIATION, AGREEMENT, FOLLOW_UP, CLOSED] }) { totalCount edges { node { id } } }
    mixed: cases(first: 100, filter: { unit: $unit }) { totalCount nodes { id } } }`;
};

/** What somebody finds of the case by every way; throws when two ways disagree. */
async function seesCase({ id, number, party, type }: World, person: Person): Promise<boolean> {
  const { data, errors } = await person.query(waysTo(pascalCase(type.name)), { id, number, party, unit: unitId('E-STATION') });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const listed = [data.page.nodes, data.filtered.edges.map((edge: { node: object }) => edge.node), data.mixed.nodes].map(
    (nodes: { id: string }[]) => nodes.some((one) => one.id === id),
  );
  const found = [data.node, data.again, ...data.nodes, data.case, data.caseByNumber, data.typed].map((one) => one !== null);
  const counted = [data.page, data.filtered].map(({ totalCount }: { totalCount: number }) => totalCount > 0);
  const ways = new Set([...listed, ...found, ...counted]);
  if (ways.size !== 1) throw new Error(`ways disagree: ${JSON.stringify(data)}`);
  return ways.has(true);
}

/** What a foreign case answers and what an absent one does, with the ids taken out: they have to be the same. */
export async function foreignAndAbsent({ id, number, party, type }: World, person: Person): Promise<readonly [string, string]> {
  const [document, absent, unit] = [waysTo(pascalCase(type.name)), absentCase(), unitId('E-STATION')];
  const foreign = await person.query(document, { id, number, party, unit });
  const nothing = await person.query(document, { id: absent, number: `${number.slice(0, -3)}000`, party: absent, unit });
  return [foreign.text, nothing.text];
}

/** The rows of the matrix as the running platform draws them, by asking as everybody in turn. */
export async function observe(city: TestGateway, world: World, relations: readonly string[]): Promise<readonly RelationCells[]> {
  const moves = await movesOf(city, world, relations);
  await putInto(city, world.number, initialOf(world));
  const rows: RelationCells[] = [];
  for (const relation of relations)
    rows.push({ relation, ...(await cellsOf(world, personIn(world, relation))), moves: moves.get(relation) ?? '' });
  return rows;
}

function personIn({ people }: World, relation: string): Person {
  const person = people.get(relation);
  if (person) return person;
  throw new Error(`Nobody is placed as ${relation}.`);
}

async function cellsOf(world: World, person: Person): Promise<Omit<RelationCells, 'relation' | 'moves'>> {
  const sees = await seesCase(world, person);
  const shown = await detailsShown(world, person);
  return {
    case: sees ? 'shown' : 'as absent',
    internal: shown.internal,
    personal: shown.personal,
    opens: await opens(world, person),
    parties: await addsParties(world, person),
  };
}

const typed = (One: string, selection: string): string =>
  `query ($id: ID!) { typed: ${One.charAt(0).toLowerCase()}${One.slice(1)}(id: $id) { ${selection} } }`;

async function detailsShown({ type, id }: World, person: Person): Promise<{ readonly internal: string; readonly personal: string }> {
  const selection = type.fields.map((field) => {
    if (isPersonal(field.class)) return `${field.name} { text isMasked }`;
    return field.type.kind === 'unit' || field.type.kind === 'place' ? `${field.name} { id }` : field.name;
  });
  const document = typed(pascalCase(type.name), `details { ${selection.join(' ')} } parties { name { text isMasked } }`);
  const found = (await person.query(document, { id })).data.typed as { details: Record<string, unknown>; parties: { name: Mask }[] } | null;
  const open = type.fields.filter((field) => field.class === 'public' && (found?.details[field.name] ?? null) === null);
  if (found && open.length > 0) throw new Error(`${open.map((field) => field.name).join(', ')} of class public is not shown.`);
  const of = (isOne: (fieldClass: string) => boolean) =>
    type.fields.filter((field) => isOne(field.class)).map((field) => found?.details[field.name] ?? null);
  const internal = of((fieldClass) => fieldClass === 'internal').map((value) => value !== null);
  const masks = [
    ...of((fieldClass) => isPersonal(fieldClass as 'contact')),
    ...(found?.parties.map(({ name }) => name) ?? []),
  ] as (Mask | null)[];
  if (masks.some((mask) => mask !== null && (!mask.isMasked || /示范|某事|13900000001/.test(mask.text))))
    throw new Error('a value is shown unmasked');
  return {
    internal: internal.length === 0 ? 'none' : oneOf(internal) ? 'shown' : 'null',
    personal: masks.some((mask) => mask !== null) ? 'masked' : 'as absent',
  };
}

interface Mask {
  readonly text: string;
  readonly isMasked: boolean;
}

function oneOf(answers: readonly boolean[]): boolean {
  if (new Set(answers).size > 1) throw new Error('some of the internal details are shown and some are not');
  return answers[0] ?? false;
}

async function opens({ party }: World, person: Person): Promise<string> {
  const document = `mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { field } } }`;
  const input = { party, classes: ['IDENTITY'], purpose: '核对身份 to check who it is', idempotencyKey: key() };
  return allowed(await person.query(document, { input })) ? 'for a purpose' : 'no';
}

/** Asked with a version that is past: whoever may is told so, and nothing is written. */
async function addsParties({ id }: World, person: Person): Promise<string> {
  const document = `mutation ($input: AddPartyInput!) { addParty(input: $input) { party { id } } }`;
  const input = { case: id, expectedVersion: 1, idempotencyKey: key(), party: { side: 'THIRD', capacity: 'SELF', name: '孙示范' } };
  return allowed(await person.query(document, { input }), 'VERSION_CONFLICT') ? 'adds' : 'no';
}

/** Done, or refused for what is not a right; every other refusal has to be one about rights. */
function allowed({ data, errors }: Answer, ...others: readonly string[]): boolean {
  const code = errors[0]?.extensions.code;
  if (code === undefined) return Object.values(data as object).some((value) => value !== null);
  if (others.includes(code)) return true;
  if (['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED'].includes(code)) return false;
  throw new Error(`refused with ${JSON.stringify(errors)}`);
}

/** Moves that are theirs in any state: the case is put into each, and everybody asks about every move that leaves it. */
async function movesOf(city: TestGateway, world: World, relations: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { type, number } = world;
  const moves = new Map(relations.map((relation) => [relation, new Set<string>()]));
  for (const [state, spec] of Object.entries(type.states as Readonly<Record<string, { phase: string; outcome?: string }>>)) {
    await putInto(city, number, { state, ...spec });
    for (const relation of relations)
      for (const code of await movesIn(state, world, personIn(world, relation))) moves.get(relation)?.add(code);
  }
  return new Map([...moves].map(([relation, codes]) => [relation, [...codes].sort().join(', ') || 'none']));
}

async function movesIn(state: string, { type, id }: World, person: Person): Promise<readonly string[]> {
  const specs = type.moves as Readonly<Record<string, MoveSpec>>;
  const { data } = await person.query(typed(pascalCase(type.name), 'moves { code refusal { code } }'), { id });
  const options = (data.typed as { moves: Option[] } | null)?.moves ?? [];
  const leaving = options.filter(({ code }) => [specs[code]?.from].flat().includes(state));
  return leaving.filter(({ refusal }) => refusal?.code !== 'FORBIDDEN').map(({ code }) => code);
}

interface Option {
  readonly code: string;
  readonly refusal: { readonly code: string } | null;
}

/** Open, so that every list has it. */
const initialOf = ({ type }: World) => ({ state: String(type.initial), phase: 'intake' });

const putInto = (city: TestGateway, number: string, { state, phase, outcome }: { state: string; phase: string; outcome?: string }) =>
  city.sql(
    `update core."case" set state = $2, phase = $3, outcome = $4, closed_at = case when $3 = 'closed' then now() end where number = $1`,
    [number, state, phase, outcome ?? null],
  );
