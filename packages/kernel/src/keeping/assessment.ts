import {
  isPersonal,
  type AnyCaseType,
  type FieldClass,
  type FieldSpec,
  type Jurisdiction,
  type Label,
  type Language,
  type Source,
} from '@maplebridge/contract';
import { retentionKeys, type KeptKind } from '../law/retention';

/** A person's name and telephone number stand in every case; the rest its type declares. */
const ofParties: readonly { readonly name: string; readonly class: FieldClass; readonly label: Label }[] = [
  { name: 'name', class: 'identity', label: { 'zh-CN': '当事人姓名', en: 'name of a party' } },
  { name: 'phone', class: 'contact', label: { 'zh-CN': '当事人电话', en: 'telephone number of a party' } },
];

/** PIPL art. 28: health, whereabouts, specific identity, and everything about children under fourteen. */
const sensitive: ReadonlySet<FieldClass> = new Set(['health', 'minor', 'location']);

/**
 * The draft of an impact assessment (PIPL arts 55 and 56) of one case type, in Markdown: everything that the declarations know, and a line
 * to fill in wherever only people can know. It assesses nothing by itself and says so.
 */
export function assessmentOf(jurisdiction: Jurisdiction, type: AnyCaseType, language: Language): string {
  const say = (chinese: string, english: string): string => (language === 'zh-CN' ? chinese : english);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [say('处理目的与依据', 'Purpose and basis'), purposeLines(type, { say, language })],
    [say('个人信息的种类', 'What is processed'), dataLines(type, { say, language })],
    [say('谁可以查看', 'Who sees it'), seenLines(type, { say, language })],
    [say('保存期限', 'How long it is kept'), keptLines(type, { say, language })],
    [say('保护措施', 'Measures'), measures.map((one) => `- ${one[language]}`)],
    [say('须由评估人填写', 'To be filled in by whoever assesses'), open.map((one) => `- [ ] ${one[language]}`)],
  ];
  const title = say(`个人信息保护影响评估（草稿）：${type.label['zh-CN']}`, `Impact assessment (draft): ${type.label.en}`);
  const note = say(
    `由 ${jurisdiction.name} ${jurisdiction.version} 的声明生成。这是草稿：声明之外的内容须由评估人填写；报告至少保存三年（个人信息保护法第五十六条）。`,
    `Generated from what ${jurisdiction.name} ${jurisdiction.version} declares. A draft: what declarations do not know has to be filled in; the report is kept for three years at least (PIPL art. 56).`,
  );
  return [`# ${title}`, note, ...parts.map(([heading, lines]) => `## ${heading}\n\n${lines.join('\n')}`)].join('\n\n') + '\n';
}

interface Saying {
  readonly say: (chinese: string, english: string) => string;
  readonly language: Language;
}

function purposeLines({ description, processing }: AnyCaseType, { say, language }: Saying): readonly string[] {
  const missing = say('**该类型没有声明处理依据。**', '**The type does not declare on which basis it processes.**');
  if (!processing) return [`- ${description}`, `- ${missing}`];
  const basis =
    processing.basis === 'consent'
      ? say('个人同意', 'consent of the person')
      : say('履行法定职责或义务所必需', 'necessary for a duty that a law gives');
  return [`- ${description}`, `- ${basis}：${citation(processing.source, { say, language })}`.replace('：', say('：', ': '))];
}

function citation({ instrument, article, version, verified, text }: Source, { say, language }: Saying): string {
  const checked = verified ? '' : say('（未与正式文本核对）', ' (not compared with the official text)');
  return `${instrument[language]} ${article}, ${version}${checked}${text ? ` ${text[language]}` : ''}`;
}

function dataLines({ fields }: AnyCaseType, { say, language }: Saying): readonly string[] {
  const own = fields.filter((field: FieldSpec) => isPersonal(field.class));
  const rows = [...ofParties, ...own].map(
    (one) =>
      `| \`${one.name}\` | ${one.label[language]} | ${one.class} | ${sensitive.has(one.class) ? say('是', 'yes') : say('否', 'no')} |`,
  );
  const text = say('摘要与备注是自由文本，可能提到人。', 'Summary and notes are free text and may speak of people.');
  return [
    say('| 字段 | 含义 | 类别 | 敏感（第二十八条） |', '| field | meaning | class | sensitive (art. 28) |'),
    '|---|---|---|---|',
    ...rows,
    '',
    text,
  ];
}

function seenLines({ sees, posts, assignments }: AnyCaseType, { say, language }: Saying): readonly string[] {
  const named = (kind: object | undefined, labels: Readonly<Record<string, { readonly label: Label }>>): readonly string[] =>
    Object.entries((kind ?? {}) as Record<string, string>).map(([name, how]) => `- ${labels[name]?.label[language] ?? name}: ${how}`);
  return [
    ...named(sees.post, posts),
    ...named(sees.assignment, assignments),
    ...named(sees.side, {}),
    say(
      '- 以上各方看到的是掩码；打开须有承办关系或说明目的，并逐次留痕。',
      '- All of these see masks; opening takes an assignment or a stated purpose, and is on record.',
    ),
  ];
}

function keptLines({ fields }: AnyCaseType, { language }: Saying): readonly string[] {
  const classes = new Set<string>([...ofParties, ...fields].map((one) => one.class));
  const kinds = (Object.keys(retentionKeys) as KeptKind[]).filter((kind) => kind === 'text' || classes.has(kind)); // the keys are the kinds
  return kinds.map(
    (kind) => `- \`${retentionKeys[kind].name}\`: ${retentionKeys[kind].default} · ${retentionKeys[kind].source.text?.[language] ?? ''}`,
  );
}

const measures: readonly Label[] = [
  {
    'zh-CN': '每人一把密钥封存（AES-256-GCM）；运行时登录不能直接读取',
    en: 'sealed under a key of each subject (AES-256-GCM); out of reach of the run-time login',
  },
  {
    'zh-CN': '每次查看先留痕，当事人可查阅；日志每小时封存',
    en: 'every reading on record before it is answered, readable by the person; the log is sealed hourly',
  },
  {
    'zh-CN': '到期或经请求销毁密钥；证据保全除外',
    en: 'erased by destroying keys when its time is over or when asked for, unless under a legal hold',
  },
  { 'zh-CN': '平台自身不向境外或任何第三方发送数据', en: 'the platform itself sends nothing abroad, nor to anybody else' },
];

const open: readonly Label[] = [
  { 'zh-CN': '处理目的、方式是否合法、正当、必要', en: 'whether purpose and way are lawful, justified and necessary' },
  { 'zh-CN': '对个人权益的影响及安全风险', en: 'what it means for people’s rights, and which risks there are' },
  { 'zh-CN': '保护措施是否合法、有效并与风险相适应', en: 'whether the measures are lawful, effective and in proportion to the risk' },
  { 'zh-CN': '委托处理、向他人提供或向境外提供的情况', en: 'who else processes it or gets it, at home or abroad' },
  { 'zh-CN': '负责人、日期、复评日期', en: 'who answers for it, when, and when it is looked at again' },
];
