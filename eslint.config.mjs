import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const named = (names) => `Decorator > CallExpression[callee.name=/^(${names})$/]`;
const explicitType = 'jest compiles with swc, production with tsc, and their metadata differ: say the type yourself, () => Type.';

const restrictedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a thing has one name everywhere.' },
  {
    selector: `${named('Field|Query|Mutation|Subscription|FieldResolver|Args')}:not([arguments.0.type="ArrowFunctionExpression"])`,
    message: explicitType,
  },
  { selector: `${named('Arg')}:not([arguments.1.type="ArrowFunctionExpression"])`, message: explicitType },
  { selector: `${named('Column')}[arguments.length=0]`, message: explicitType },
];

const size = (functionLines) => ({
  'max-lines': ['error', { max: 250, skipBlankLines: false }],
  'max-lines-per-function': ['error', { max: functionLines }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
});

const nodeGlobals = Object.fromEntries(
  [
    'process',
    'console',
    'Buffer',
    'URL',
    'require',
    'module',
    '__dirname',
    'setTimeout',
    'clearTimeout',
    'fetch',
    'performance',
    'globalThis',
  ].map((name) => [name, 'readonly']),
);

/** What a frontend developer reads first: nothing in the schema goes without a description. Root types get none from the framework. */
const described = {
  types: true,
  DirectiveDefinition: true,
  FieldDefinition: true,
  InputValueDefinition: true,
  EnumValueDefinition: true,
  ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]'],
};

/** One configuration for both: the parser reads the first that it is given, and no other. */
const schemas = { projects: { all: { schema: 'schema.graphql' }, residents: { schema: 'schema.public.graphql' } } };

const schemaRules = {
  ...graphql.configs['flat/schema-recommended'].rules,
  ...graphql.configs['flat/schema-relay'].rules,
  '@graphql-eslint/require-description': ['error', described],
  // Bounded lists of values (deadlines, parties, moves) are lists; what grows is a connection.
  '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
  // Values have no identity (a status, a deadline, a receipt); what has one implements Node, and graphql-js requires its id.
  '@graphql-eslint/strict-id-in-types': 'off',
  // Typed enums spell states and moves as `code` does everywhere else, so that one may be pasted into the other.
  '@graphql-eslint/naming-convention': 'off',
};

export default defineConfig(
  { ignores: ['**/dist/**', '**/node_modules/**', '.maplebridge/**', '.nx/**', 'coverage/**'] },
  { files: ['**/*.{js,mjs,cjs,ts}'], extends: [js.configs.recommended] },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: nodeGlobals }, rules: size(60) },
  {
    files: ['gateway/assets/**/*.js'],
    languageOptions: {
      globals: {
        window: 'readonly',
        document: 'readonly',
        location: 'readonly',
        fetch: 'readonly',
        history: 'readonly',
        localStorage: 'readonly',
        WebSocket: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...size(40),
      'no-restricted-syntax': ['error', ...restrictedSyntax],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An async function without await is how an interface of promises is met by something that has its answer at once.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      ...size(60),
      // Answers of a real server arrive as JSON; what is expected of them is the check.
      ...Object.fromEntries(
        ['argument', 'assignment', 'call', 'member-access', 'return'].map((kind) => [`@typescript-eslint/no-unsafe-${kind}`, 'off']),
      ),
    },
  },
  ...['schema.graphql', 'schema.public.graphql'].map((schema) => ({
    files: [schema],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: schemas } },
    plugins: { '@graphql-eslint': graphql },
    rules: schemaRules,
  })),
);
