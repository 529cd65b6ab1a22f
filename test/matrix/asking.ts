import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isListType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { placeId, unitId } from '../stories/city';

/** What ids in arguments are to mean. */
export interface Meant {
  readonly caseId: string;
  readonly party: string;
  readonly number: string;
}

/** A document that asks one root field with everything that it requires, well formed and about a case that is there. */
export function asking(kind: 'query' | 'mutation' | 'subscription', field: GraphQLField<unknown, unknown>, meant: Meant) {
  const required = field.args.filter(({ type, name }) => isNonNullType(type) || (name === 'id' && kind !== 'subscription'));
  const variables = Object.fromEntries(
    required.map(({ name, type }) => [name, valueOf(field.name === 'unit' ? field.name : name, type, meant)]),
  );
  const declared = required.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = required.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  const document = `${kind} ${declared && `(${declared})`} { answer: ${field.name}${given && `(${given})`} ${selection} }`;
  return { document, variables };
}

function valueOf(name: string, type: GraphQLInputType, meant: Meant): unknown {
  if (isNonNullType(type)) return valueOf(name, type.ofType, meant);
  if (isListType(type)) return [valueOf(name, type.ofType, meant)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return leafOf(name, String(type), meant);
  const fields = Object.values(type.getFields());
  // A patch has no field that it requires, and has to have one.
  const needed = type.name.endsWith('Patch')
    ? fields.filter((field) => String(field.type) !== 'ID').slice(0, 1)
    : fields.filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, valueOf(field.name, field.type, meant)]));
}

function leafOf(name: string, type: string, { caseId, party, number }: Meant): unknown {
  if (type === 'IdempotencyKey') return randomUUID();
  if (type === 'Int') return 1;
  if (type === 'Float') return 50;
  if (type === 'Boolean') return true;
  if (type === 'DateTime') return name === 'until' ? '2026-12-01T00:00:00Z' : '2026-01-01T00:00:00Z';
  if (type === 'Date') return '2026-03-01';
  if (type !== 'ID') return { number, type: 'community-dispute', move: 'signFor' }[name] ?? '某事 something';
  if (name === 'unit') return unitId('E-STATION');
  if (name === 'person') return Buffer.from(`person:${randomUUID()}`).toString('base64url');
  if (name === 'place') return placeId('DOOR-301');
  if (name === 'emergency') return Buffer.from(`emergency:${randomUUID()}`).toString('base64url');
  return name === 'party' ? party : caseId;
}
