import type { ParseOptions, ValidationRule } from 'graphql';
import { limits } from './limits';
import { noIntrospection, withinLimits } from './rules';

/** How every door parses. */
export const parseOptions: ParseOptions = { maxTokens: limits.tokens };

/** How many errors validation looks for: graphql-js adds one that says it stopped. */
export const validationOptions = { maxErrors: limits.errors - 1 } as const;

/** The rules beyond those of the GraphQL specification, for every door alike. */
export const limitRules = ({ introspection }: { readonly introspection: boolean }): readonly ValidationRule[] =>
  introspection ? [withinLimits] : [noIntrospection, withinLimits];
