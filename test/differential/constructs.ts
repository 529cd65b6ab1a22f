import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What an operation is made of, told from its text and not from whoever wrote it. */
export function constructsIn(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const spreads = new Map<string, number>();
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name, alias, directives = [] }) => {
        const parent = types.getParentType();
        const owner = !parent ? '' : isCase(schema, parent.name) ? 'Case' : parent.name;
        found.add(`field ${kindOf(owner)}.${name.value}`);
        if (alias) found.add('an alias');
        if ((alias?.value.length ?? 0) >= 70) found.add('an alias of 70 characters');
        note(found, 'a field', directives);
      },
      Argument: ({ name, value }) => {
        const { name: field } = types.getFieldDef() ?? { name: '' };
        if (!types.getDirective()) found.add(`argument ${name.value}`);
        if (field === 'history' && (name.value === 'after' || name.value === 'before')) found.add('a history on from a cursor');
        if (name.value === 'orderBy' && value.kind === Kind.ENUM) found.add(`order ${value.value}`);
        if (value.kind === Kind.VARIABLE && name.value === 'filter') found.add('a filter as a variable');
      },
      ObjectField: ({ name, value }) => {
        found.add(`filter ${name.value}`);
        if (value.kind === Kind.VARIABLE) found.add('a variable inside a filter');
      },
      VariableDefinition: ({ defaultValue }) => void found.add(defaultValue ? 'a variable with a default' : 'a variable'),
      InlineFragment: ({ typeCondition, directives = [] }) => {
        found.add(typeCondition ? `... on ${typeCondition.name.value}` : '... without a type');
        note(found, 'an inline fragment', directives);
      },
      FragmentDefinition: ({ selectionSet }) => {
        if (JSON.stringify(selectionSet).includes('"FragmentSpread"')) found.add('a fragment in a fragment');
      },
      FragmentSpread: ({ name, directives = [] }) => {
        found.add('a named fragment');
        spreads.set(name.value, (spreads.get(name.value) ?? 0) + 1);
        note(found, 'a spread', directives);
      },
      SelectionSet: (set) => wide(found, set, types),
    }),
  );
  if ([...spreads.values()].some((count) => count > 1)) found.add('a fragment spread twice');
  return found;
}

function isCase(schema: GraphQLSchema, name: string): boolean {
  const base = schema.getType('Case');
  const type = schema.getType(name);
  return name === 'Case' || (isAbstractType(base) && isObjectType(type) && schema.isSubType(base, type));
}

/** Details and connections are alike whichever type they are of. */
function kindOf(name: string): string {
  if (name.endsWith('Details') || name === 'ChangeConnection' || name === 'UnitConnection') return name;
  return name.endsWith('Connection') ? 'CaseConnection' : name.endsWith('Edge') && !/^(Change|Unit)/.test(name) ? 'CaseEdge' : name;
}

function note(found: Set<string>, on: string, directives: readonly DirectiveNode[]): void {
  for (const { name, arguments: [given] = [] } of directives)
    found.add(`@${name.value} by a ${given?.value.kind === Kind.VARIABLE ? 'variable' : 'literal'} on ${on}`);
}

function wide(found: Set<string>, { selections }: SelectionSetNode, types: TypeInfo): void {
  const fields = selections.filter(({ kind }) => kind === Kind.FIELD);
  if (fields.length >= 60 && types.getType() && getNamedType(types.getType() ?? undefined)) found.add('60 fields on one object');
}

/** All that has to be met fifty times. */
export const listed: readonly string[] = [
  ...['id', 'number', 'version', 'jurisdiction', 'summary', 'status', 'outcome', 'unit', 'handler', 'place', 'report', 'openedAt'].map(
    (name) => `field Case.${name}`,
  ),
  ...['closedAt', 'changedAt', 'parties', 'links', 'history', 'details', 'due', 'deadlines', 'moves'].map((name) => `field Case.${name}`),
  ...['Community', 'Medical', 'NightMarket'].map((name) => `field ${name}DisputeDetails.*`),
  ...['ServiceRequestDetails.*', 'BusinessComplaintDetails.*'].map((name) => `field ${name}`),
  ...['parent', 'ancestors', 'children', 'holders', 'name', 'kindLabel', 'until'].map((name) => `field Unit.${name}`),
  ...['partOf', 'answeredBy', 'kind'].map((name) => `field Place.${name}`),
  ...['cases', 'place'].map((name) => `field Report.${name}`),
  ...['Party.actsFor', 'Party.name', 'Party.consent', 'Party.side', 'CaseLink.case', 'CaseLink.relation'].map((name) => `field ${name}`),
  ...['Actor.unit', 'Actor.label', 'Actor.kind', 'Actor.post', 'CaseStatus.label', 'CaseStatus.phase'].map((name) => `field ${name}`),
  ...['Jurisdiction.isDormant', 'Jurisdiction.label', 'Jurisdiction.typeName', 'Personal.class'].map((name) => `field ${name}`),
  ...['note', 'source', 'cursor', 'case', 'entering', 'by', 'label', 'recordedAt'].map((name) => `field Change.${name}`),
  ...['nodes', 'edges', 'pageInfo', 'totalCount', 'totalIsLowerBound', 'liveCursor'].map((name) => `field CaseConnection.${name}`),
  ...['CaseEdge.cursor', 'CaseEdge.node', 'ChangeEdge.cursor', 'ChangeEdge.node', 'PageInfo.endCursor'].map((name) => `field ${name}`),
  ...['hasNextPage', 'hasPreviousPage', 'startCursor'].map((name) => `field PageInfo.${name}`),
  ...['MedicalDispute', 'CommunityDispute', 'NightMarketDispute', 'ServiceRequest', 'BusinessComplaint'].map((name) => `... on ${name}`),
  ...['... on Case', '... on Node', '... on DormantCase', '... without a type', 'field Viewer.inbox', 'field *.__typename'],
  ...['first', 'last', 'after', 'before', 'lang', 'filter', 'orderBy', 'id', 'number'].map((name) => `argument ${name}`),
  ...['unit', 'place', 'includeDescendants', 'handlerIsMe', 'isUnsigned', 'isOverdue', 'dueBefore', 'openedFrom'].map(
    (name) => `filter ${name}`,
  ),
  ...['openedUntil', 'phases', 'jurisdictions', 'states'].map((name) => `filter ${name}`),
  ...['DUE_FIRST', 'OPENED_LATEST', 'CHANGED_LATEST'].map((name) => `order ${name}`),
  ...['an alias', 'an alias of 70 characters', '60 fields on one object', 'a history on from a cursor', 'a filter as a variable'],
  ...['a variable', 'a variable with a default', 'a variable inside a filter', 'a variable that is null'],
  ...['a named fragment', 'a fragment in a fragment', 'a fragment spread twice'],
  ...['include', 'skip'].flatMap((name) =>
    ['literal', 'variable'].flatMap((by) => ['a field', 'an inline fragment', 'a spread'].map((on) => `@${name} by a ${by} on ${on}`)),
  ),
  ...['an error', 'an error below the root', 'a root that is null', 'a page that is empty', 'a case that is dormant'],
];
