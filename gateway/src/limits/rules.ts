import { label, Refusal, type Label } from '@maplebridge/contract';
import { GraphQLError, type ASTNode, type ValidationRule } from 'graphql';
import { limits } from './limits';
import { measure, type Measure } from './measure';

const words: Readonly<Record<keyof Measure, { readonly one: Label; readonly limit: number }>> = {
  depth: { one: label('层深度', 'levels deep'), limit: limits.depth },
  aliases: { one: label('个别名', 'aliases'), limit: limits.aliases },
  directives: { one: label('个指令', 'directives'), limit: limits.directives },
  fields: { one: label('个字段', 'fields'), limit: limits.fields },
  rootFields: { one: label('个根字段', 'root fields'), limit: limits.rootFields },
};

/** Refuses an operation that is larger than a limit, one error for each limit it is over. */
export const withinLimits: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const measured = measure(operation, (name) => context.getFragment(name));
    for (const [name, { one, limit }] of Object.entries(words)) {
      const size = measured[name as keyof Measure]; // the keys of `words` are those of Measure
      if (size > limit) context.reportError(refuse(overLimit(size, one, limit), operation));
    }
    return false;
  },
});

/** `__schema` and `__type` in development only, at every door alike. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(field) {
    if (field.name.value !== '__schema' && field.name.value !== '__type') return;
    const text = label(
      '此处不开放内省。请使用仓库中的 schema.graphql。',
      'Introspection is closed here. Use the schema.graphql of the repository.',
    );
    context.reportError(refuse(new Refusal('OPERATION_NOT_ALLOWED', text), field));
  },
});

const overLimit = (size: number, one: Label, limit: number): Refusal =>
  new Refusal(
    'COST_EXCEEDED',
    label(
      `查询有 ${size} ${one['zh-CN']}，上限为 ${limit}。请拆分或缩小查询。`,
      `The operation is over a limit: ${size} ${one.en}, at most ${limit}. Ask for less, or in several requests.`,
    ),
    { limit },
  );

const refuse = (refusal: Refusal, node: ASTNode): GraphQLError =>
  new GraphQLError(refusal.message, { nodes: [node], originalError: refusal });
