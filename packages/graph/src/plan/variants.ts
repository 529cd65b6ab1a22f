import type { RequestContext } from '@maplebridge/contract';
import { pascalCase } from '@maplebridge/contract';
import {
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileOperation, type OperationPlan } from './compileOperation';
import { planOf } from './fieldPlan';

/** Plans of one operation that are kept; the one asked for longest ago makes room. */
const mostVariants = 16;

export interface OperationOfSchema {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** The plans of one operation: one for each language and each set of values of the variables that change what is selected. */
export interface Variants {
  readonly plan: (variables: Readonly<Record<string, unknown>>, context: RequestContext) => OperationPlan | null;
}

export function openVariants({ schema, document, operation }: OperationOfSchema): Variants {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const deciding = decidingVariables(schema, document);
  const plans = new Map<string, OperationPlan | null>();
  return {
    plan: (variables, context) => {
      const { language } = context;
      const key = deciding.length === 0 ? language : JSON.stringify([language, ...deciding.map((name) => variables[name])]);
      const known = plans.get(key);
      if (known !== undefined) return known;
      const made = compileOperation({
        schema,
        document,
        operation,
        fragments,
        variables,
        language,
        words: context.directory.words(),
        ...typesOf(schema, context),
      });
      for (const oldest of plans.size >= mostVariants ? [...plans.keys()].slice(0, 1) : []) plans.delete(oldest);
      plans.set(key, made);
      return made;
    },
  };
}

function typesOf(
  schema: GraphQLSchema,
  { caseTypes }: RequestContext,
): { caseTypes: ReadonlyMap<string, GraphQLObjectType>; dormant: GraphQLObjectType } {
  const dormant = schema.getType('DormantCase');
  if (!isObjectType(dormant)) throw new Error('The schema has no DormantCase.');
  const loaded = [...caseTypes.keys()].flatMap((name) => {
    const type = schema.getType(pascalCase(name));
    return isObjectType(type) ? [[name, type] as const] : [];
  });
  return { caseTypes: new Map(loaded), dormant };
}

/** Variables of directives, and of arguments that a plan takes in; those of other arguments are bound when a statement runs. */
function decidingVariables(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const take = (node: ASTNode): void => void visit(node, { Variable: ({ name }) => void names.add(name.value) });
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Directive: take,
      Field: ({ arguments: given = [] }) => {
        const field = types.getFieldDef();
        const plan = field && planOf(field);
        if (plan && !('needs' in plan)) given.forEach(take);
      },
    }),
  );
  return [...names];
}
