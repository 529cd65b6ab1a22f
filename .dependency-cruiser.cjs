const table = require('./test/importTable.json');

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (parts) => `(${parts.join('|')})`;
/** `@types/x` stands for `x`: types count as imports too. */
const modules = (names) => names.map((name) => `node_modules/(@types/)?${escape(name).replace(/\\\*$/, '[^/]+')}(/|$)`);
const isTest = '(\\.test\\.ts$|/testing\\.ts$)';

const oursOf = ([name, { folder, mayImport }]) => ({
  name: `${name}-imports-along-the-table`,
  comment: `${name} may import only: ${mayImport.join(', ') || 'nothing of ours'} (test/importTable.json).`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: isTest },
  to: { path: '^(packages|plugins|gateway|test)/', pathNot: `^${anyOf([folder, ...mayImport.map((other) => table[other].folder)])}/` },
});

const theirsOf = ([name, { folder, mayUse }]) => ({
  name: `${name}-uses-what-it-may`,
  comment: `${name} may use only: ${mayUse.join(', ') || 'no library'} (test/importTable.json).`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: isTest },
  to: { path: 'node_modules/', ...(mayUse.length === 0 ? {} : { pathNot: anyOf(modules(mayUse)) }) },
});

const deepOf = ([name, { folder }]) => ({
  name: `no-deep-path-into-${name}`,
  comment: `Import @maplebridge/${name} by its name: its index is its door.`,
  severity: 'error',
  from: { pathNot: `^${folder}/` },
  to: { path: `^${folder}/`, pathNot: `^${folder}/src/index\\.ts$` },
});

const rows = Object.entries(table);

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', comment: 'Types included.', from: {}, to: { circular: true } },
    // What the benchmark measures against is installed by the benchmark alone.
    { name: 'resolvable', severity: 'error', from: { pathNot: '^test/bench/contestants/' }, to: { couldNotResolve: true } },
    {
      name: 'no-test-in-a-source',
      severity: 'error',
      from: { pathNot: `${isTest}|^test/|^packages/testkit/` },
      to: { path: `${isTest}|^packages/testkit/` },
    },
    ...rows.map(oursOf),
    ...rows.map(theirsOf),
    ...rows.map(deepOf),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.imports.json' },
    doNotFollow: { path: 'node_modules' },
    // What runs before the build (bin), what it makes (dist), and pages for the browser (assets) are not packages' sources.
    exclude: { path: '(^|/)(dist|bin|assets)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'node', 'default'],
      mainFields: ['types', 'typings', 'main'],
    },
  },
};
