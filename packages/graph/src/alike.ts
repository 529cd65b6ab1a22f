import { isInterfaceType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

const alikeKey = 'maplebridgeAlike';

/** A subscription whose method looks at the event only: marked where it is declared. */
export const alike = (): MethodDecorator => Extensions({ [alikeKey]: true });

/**
 * Fields that answer alike for everybody who sees the case by equal posts and has no part of their own in it: one answer may serve all of
 * their streams. What is not listed hangs on the person, or may: `moves`, `links`, `holders`, and whatever a plugin adds.
 */
const alikeFields: Readonly<Record<string, readonly string[]>> = {
  LiveEvent: ['cursor'],
  CaseLeft: ['caseId', 'cursor'],
  CaughtUp: ['at', 'cursor'],
  Resync: ['cursor', 'reason'],
  Node: ['id'],
  Change: ['at', 'by', 'case', 'caseId', 'cursor', 'entering', 'id', 'label', 'move', 'note', 'recordedAt', 'source'],
  ChangeConnection: ['edges', 'nodes', 'pageInfo'],
  ChangeEdge: ['cursor', 'node'],
  PageInfo: ['endCursor', 'hasNextPage', 'hasPreviousPage', 'startCursor'],
  Actor: ['kind', 'label', 'post', 'role', 'unit'],
  CaseStatus: ['code', 'label', 'phase', 'since'],
  Citation: ['article', 'inForceFrom', 'inForceUntil', 'instrument', 'isInForce', 'isVerified', 'text', 'version'],
  Deadline: ['code', 'decidedBy', 'dueAt', 'explain', 'isProvisional', 'label', 'source', 'startedAt', 'state'],
  DeadlineSpan: ['from', 'isCounted', 'reason', 'source', 'to'],
  PolicyDecision: ['isDefault', 'key', 'label', 'measure', 'unit', 'validFrom', 'validUntil', 'value'],
  Jurisdiction: ['isDormant', 'label', 'name', 'typeName', 'version'],
  Party: ['actsFor', 'capacity', 'consent', 'id', 'name', 'side'],
  Personal: ['class', 'isMasked', 'text'],
  Place: ['answeredBy', 'id', 'kind', 'name', 'partOf'],
  Report: ['channel', 'id', 'number', 'place', 'receivedAt'],
  Unit: ['ancestors', 'code', 'from', 'id', 'kind', 'kindLabel', 'level', 'name', 'parent', 'timeZone', 'until'],
};

const alikeCaseFields: readonly string[] = [
  ...['changedAt', 'closedAt', 'deadlines', 'due', 'handler', 'history', 'id', 'jurisdiction', 'number', 'openedAt', 'outcome'],
  ...['parties', 'place', 'report', 'status', 'summary', 'unit', 'version'],
];

/** Marks the fields above, and of these case types the details, every field of which is read as the case's classes say. */
export function markAlike(schema: GraphQLSchema, caseTypenames: readonly string[]): GraphQLSchema {
  for (const [type, fields] of Object.entries(alikeFields)) mark(schema, type, fields);
  for (const type of ['Case', 'DormantCase']) mark(schema, type, alikeCaseFields);
  for (const type of caseTypenames) {
    mark(schema, type, [...alikeCaseFields, 'details']);
    mark(schema, `${type}Details`, Object.keys(fieldsOf(schema, `${type}Details`)));
  }
  return schema;
}

function mark(schema: GraphQLSchema, type: string, names: readonly string[]): void {
  const fields = fieldsOf(schema, type);
  for (const name of names) {
    const field = fields[name];
    if (field) field.extensions = { ...field.extensions, [alikeKey]: true };
  }
}

const fieldsOf = (schema: GraphQLSchema, name: string): Readonly<Record<string, GraphQLField<unknown, unknown>>> => {
  const type = schema.getType(name);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
};

export const isAlike = ({ extensions }: GraphQLField<unknown, unknown>): boolean => extensions[alikeKey] === true;
