/** What the screen after a start is made from. */
export interface ScreenFacts {
  /** Without a trailing slash. */
  readonly url: string;
  readonly hasGraphiql: boolean;
  /** The embedded database's folder, or the database's URL with its password masked. */
  readonly database: { readonly kind: 'embedded' | 'given'; readonly where: string };
  /** Folder of keys and leases. */
  readonly home: string;
  readonly jurisdictions: readonly string[];
  /** Cases in the database; absent where nobody counted. */
  readonly cases?: number;
  /** Demo users by role, each with a token of the development issuer. Empty without one. */
  readonly tokens: readonly { readonly role: string; readonly who: string; readonly token: string }[];
  readonly nextSteps: readonly string[];
  readonly warnings: readonly string[];
}

const width = 100;

/** One screen of text. Every line but a token fits in 100 columns. */
export function screen(facts: ScreenFacts): string {
  const { url, hasGraphiql, database, home } = facts;
  const socketUrl = url.replace(/^http/, 'ws');
  const rows: readonly (readonly [string, string] | null)[] = [
    hasGraphiql ? ['GraphiQL', `${url}/graphiql`] : null,
    ['GraphQL', `${url}/graphql`],
    ['WebSocket', `${socketUrl}/graphql  (graphql-transport-ws)`],
    ['Events 事件流', `${url}/graphql/stream  (server-sent events)`],
    ['Health 健康', `${url}/livez  ${url}/readyz`],
    ['Database 数据库', `${database.kind === 'embedded' ? 'embedded PostgreSQL in ' : ''}${database.where}`],
    ['Home 目录', home],
    facts.cases === undefined ? null : ['Cases 案件', facts.cases.toLocaleString('en-US')],
    ['Plugins 插件', facts.jurisdictions.join(', ') || 'none'],
  ];
  const table = rows
    .filter((row) => row !== null)
    .flatMap(([name, value]) => wrap(`  ${name}${' '.repeat(17 - columns(name))}${value}`, 19));
  return [
    '',
    '  枫桥 Maplebridge is open / 服务已启动',
    '',
    ...table,
    ...block('Demo tokens 演示令牌 (this machine only 仅限本机; send as "Authorization: Bearer ...")', facts.tokens.flatMap(tokenLines)),
    ...block(
      'Warnings 警告',
      facts.warnings.flatMap((line) => wrap(`  ! ${line}`, 4)),
    ),
    ...block(
      'Next steps 下一步',
      facts.nextSteps.flatMap((line) => wrap(`  - ${line}`, 4)),
    ),
    '',
    '  Ctrl-C stops everything, in order. 按 Ctrl-C 依次停止。',
    '',
  ].join('\n');
}

const tokenLines = ({ role, who, token }: ScreenFacts['tokens'][number]): readonly string[] => [
  ...wrap(`  ${role} (${who})`, 4),
  `    ${token}`,
];

const block = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', ...wrap(`  ${title}`, 2), ...lines];

/** Breaks at spaces, and in the middle of a word that fits nowhere. */
function wrap(line: string, indent: number): readonly string[] {
  if (columns(line) <= width) return [line];
  const end = breakAt(line, indent);
  return [line.slice(0, end).trimEnd(), ...wrap(' '.repeat(indent) + line.slice(end).trimStart(), indent)];
}

function breakAt(line: string, indent: number): number {
  let end = line.length;
  while (columns(line.slice(0, end)) > width) end -= 1;
  const space = line.lastIndexOf(' ', end);
  return space > indent ? space : end;
}

/** Chinese characters take two columns of a terminal. */
const columns = (text: string): number =>
  [...text].reduce(
    (sum, character) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1),
    0,
  );
