import {
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { entryOf, planOf } from './fieldPlan';

export const rightsKey = 'maplebridgeChecksRights';

/** Fields of pages, which show what the statement of the page found. */
const pages = /(Connection|Edge|PageInfo)$/;

/**
 * True when every field of the operation is answered by statements that compare the rights they are asked under with those that hold,
 * or goes on from what such a statement found. Anything else, a plugin's own field for one, is asked under rights loaded for the request.
 */
export function checksRights(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const types = new TypeInfo(schema);
  const fragments = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  let isChecked = operation.operation !== OperationTypeNode.SUBSCRIPTION;
  const asked: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  visit(
    asked,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const field = types.getFieldDef();
        isChecked &&=
          name.value === '__typename' || (field !== null && field !== undefined && isSafe(field, types.getParentType()?.name ?? ''));
      },
    }),
  );
  return isChecked;
}

const isSafe = (field: GraphQLField<unknown, unknown>, parent: string): boolean =>
  planOf(field) !== undefined || entryOf(field) !== undefined || field.extensions[rightsKey] === true || pages.test(parent);
