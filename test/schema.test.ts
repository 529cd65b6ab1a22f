import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getNamedType,
  isInterfaceType,
  isLeafType,
  parse,
  validate,
} from 'graphql';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { withCapabilities } from '@maplebridge/gateway';
import { composeSchema, descriptionMistakes, printedSchema } from '@maplebridge/graph';
import { jurisdiction as medical } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';

const fileOf = (name: string): string => readFileSync(join(__dirname, '..', name), 'utf8');
const checkedIn = fileOf('schema.graphql');
const plugins = [medical, nightMarket, business, community];
const composed = composeSchema(withCapabilities(plugins), { isDevelopment: false }).schema;

test('the schema that is checked in is the one that is served', () => {
  expect(checkedIn).toBe(printedSchema(composed));
});

test('the schema of gateways for residents that is checked in is the one that they serve, and part of the other', () => {
  const { schema } = composeSchema(withCapabilities(plugins), { isDevelopment: false, forResidents: true });
  expect(fileOf('schema.public.graphql')).toBe(printedSchema(schema));
  expect(findBreakingChanges(composed, schema).filter(({ type }) => !/REMOVED/.test(type))).toEqual([]);
  expect(findDangerousChanges(composed, schema)).toEqual([]);
});

test('the order in which plugins are loaded changes nothing', () => {
  expect(printedSchema(composeSchema([...withCapabilities(plugins)].reverse(), { isDevelopment: false }).schema)).toBe(checkedIn);
});

test('nothing in the schema goes without a description', () => {
  expect(descriptionMistakes(buildSchema(checkedIn))).toEqual([]);
  const bare = buildSchema('"What is asked." type Query { "How many arches." arches(of: String): Int stones: Int }');
  expect(descriptionMistakes(bare)).toEqual(['argument Query.arches(of) has no description.', 'field Query.stones has no description.']);
});

test('a case of every type stands in one inbox, and no two types quarrel over a field of the interface', () => {
  const shared = composed.getType('Case');
  if (!isInterfaceType(shared)) throw new Error('Case is no interface.');
  const types = composed.getPossibleTypes(shared);
  const fields = Object.values(shared.getFields()).filter((field) => field.args.length === 0);
  const selected = fields.map(({ name, type }) => (isLeafType(getNamedType(type)) ? name : `${name} { __typename }`)).join(' ');
  const spreads = types.map(({ name }) => `... on ${name} { ${selected} }`).join(' ');
  expect(types.map(({ name }) => name).sort()).toEqual(caseTypeNames);
  expect(validate(composed, parse(`{ viewer { inbox(first: 5) { nodes { ${spreads} } } } }`))).toEqual([]);
});

const caseTypeNames = ['BusinessComplaint', 'CommunityDispute', 'DormantCase', 'MedicalDispute', 'NightMarketDispute', 'ServiceRequest'];
