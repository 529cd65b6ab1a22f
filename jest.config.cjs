const swc = {
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

/** Sources are tested as they are written; only a second process runs what `tsc` built. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/packages', '<rootDir>/plugins', '<rootDir>/gateway', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/dist/', '/node_modules/'],
  modulePathIgnorePatterns: [
    '<rootDir>/(packages|plugins)/.*/dist',
    '<rootDir>/gateway/dist',
    '<rootDir>/test/dist',
    '<rootDir>/.maplebridge',
  ],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^@maplebridge/gateway$': '<rootDir>/gateway/src',
    '^@maplebridge/(medical-disputes|night-market-disputes|business-environment|community-disputes)$': '<rootDir>/plugins/$1/src',
    '^@maplebridge/([^/]+)$': '<rootDir>/packages/$1/src',
  },
  setupFilesAfterEnv: ['<rootDir>/test/logs/keep.cjs'],
  globalSetup: '<rootDir>/test/bin/globalSetup.cjs',
  globalTeardown: '<rootDir>/test/bin/globalTeardown.cjs',
  maxWorkers: 2,
  testTimeout: 60_000,
};
