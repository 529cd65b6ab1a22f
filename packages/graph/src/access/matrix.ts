import type { Jurisdiction } from '@maplebridge/contract';
import type { GraphQLSchema } from 'graphql';
import { core } from '../compose/core';
import { rootFieldsOf, typeNameOf, typesReachedBy } from '../compose/declarations';
import { ownerOf, type Owner } from '../compose/owner';
import { accessRules } from './access';
import { accessRows, type AccessRow } from './accessOf';
import { relationsOf } from './relations';

/** The matrix as it is checked in: by file name, Markdown that a person can read and a test can read back. */
export function accessMatrix(schema: GraphQLSchema, jurisdictions: readonly Jurisdiction[]): ReadonlyMap<string, string> {
  const rows = accessRows(schema);
  const owners = jurisdictions.map((one) => [one.name, namesBy(ownerOf(one))] as const);
  const ownerOfRow = (row: AccessRow): string => owners.find(([, names]) => names.has(nameOf(row)))?.[0] ?? 'core';
  const own = (owner: string): readonly AccessRow[] => rows.filter((row) => ownerOfRow(row) === owner);
  return new Map([
    ['core.md', page('The core', [rulesTable(), ...accessTables(own('core'))])],
    ...jurisdictions
      .filter(({ name, caseTypes }) => caseTypes.length > 0 || own(name).length > 0)
      .map((one): [string, string] => [
        `${one.name}.md`,
        page(one.label.en, [...one.caseTypes.map(relationTable), ...accessTables(own(one.name))]),
      ]),
  ]);
}

/** What is in the schema because of an owner, and of nobody else: root fields as `Query.x`, types by their names. */
function namesBy(owner: Owner): ReadonlySet<string> {
  const ofCore = typesReachedBy(core);
  const types = [...typesReachedBy(owner)].filter((type) => !ofCore.has(type)).flatMap((type) => typeNameOf(type) ?? []);
  return new Set([...types, ...rootFieldsOf(owner).map(({ kind, name }) => `${kind}.${name}`)]);
}

const nameOf = ({ type, field }: AccessRow): string => (isRoot(type) ? `${type}.${field}` : type);
const isRoot = (type: string): boolean => ['Query', 'Mutation', 'Subscription'].includes(type);

const page = (title: string, tables: readonly string[]): string =>
  [`# Who may see and do what: ${title}`, 'Written by `npm run matrix` from what the code declares; tests try every row.', ...tables].join(
    '\n\n',
  ) + '\n';

const rulesTable = (): string => table('## Rules', ['rule', 'meaning'], Object.entries(accessRules));

const relationTable = (type: Jurisdiction['caseTypes'][number]): string =>
  table(
    `## Relations to a ${type.label.en.toLowerCase()} (\`${type.name}\`)`,
    ['relation', 'case', 'internal', 'personal', 'opens personal', 'parties', 'moves'],
    relationsOf(type).map(({ relation, sees, works, moves }) => [
      relation,
      sees ? 'shown' : 'as absent',
      internalCell(type, works),
      sees ? 'masked' : 'as absent',
      works ? 'for a purpose' : 'no',
      works ? 'adds' : 'no',
      moves.join(', ') || 'none',
    ]),
  );

/** `none` where the type declares no internal detail. */
function internalCell({ fields }: Jurisdiction['caseTypes'][number], works: boolean): string {
  if (!fields.some((field) => field.class === 'internal')) return 'none';
  return works ? 'shown' : 'null';
}

function accessTables(rows: readonly AccessRow[]): readonly string[] {
  const [roots, fields] = [rows.filter(({ type }) => isRoot(type)), rows.filter(({ type }) => !isRoot(type))];
  const cells = ({ type, field, arguments: names, rule, askedBy }: AccessRow): readonly string[] => [
    `${type}.${field}${names.length ? `(${names.join(', ')})` : ''}`,
    rule,
    askedBy,
  ];
  return [
    ...(roots.length ? [table('## Operations', ['operation', 'rule', 'asked by'], roots.map(cells))] : []),
    ...(fields.length ? [table('## Fields', ['field', 'rule', 'asked by'], fields.map(cells))] : []),
  ];
}

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [`${title}\n`, line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
