import type { Label, Language } from '@maplebridge/contract';
import type { ImportReport } from './importFile';

/** The end of an import, for a person. */
export function reportText(report: ImportReport, language: Language): string {
  const say = (label: Label): string => label[language];
  const count = (value: number): string => value.toLocaleString('en-US').padStart(11);
  const runOut = Object.entries(report.clocksRunOut).map(([clock, cases]) => `${clock} ${cases.toLocaleString('en-US')}`);
  return [
    ...(report.isRehearsal ? [say(words.rehearsal)] : []),
    `${say(words.plugin).padEnd(26)}${[words.cases, words.closed, words.quick].map((word) => say(word).padStart(11)).join('')}`,
    ...report.plugins.map((one) => `${one.plugin.padEnd(26)}${count(one.rows)}${count(one.closed)}${count(one.closedWithin3Days)}`),
    '',
    `${count(report.rows)}  ${say(words.rows)}`,
    `${count(report.cases)}  ${say(words.cases)}: ${report.written.toLocaleString('en-US')} ${say(words.written)}, ${report.alreadyThere.toLocaleString('en-US')} ${say(words.there)}`,
    `${count(report.duplicates)}  ${say(words.duplicates)}`,
    `${count(report.rejected)}  ${say(words.rejected)}`,
    ...report.rejectedBy.map(({ reason, rows }) => `${count(rows)}    ${say(reason)}`),
    `${count(report.unitsCreated)}  ${say(words.units)}`,
    ...(runOut.length > 0 ? [`${''.padStart(11)}  ${say(words.runOut)}: ${runOut.join(', ')}`] : []),
    '',
    `${report.seconds.toFixed(1)} s, ${Math.round(report.rows / report.seconds).toLocaleString('en-US')} ${say(words.speed)}`,
    ...(report.rejected + report.duplicates > 0 ? [`${say(words.listed)}: ${report.rejectedFile}`] : []),
  ].join('\n');
}

const words = {
  rehearsal: { 'zh-CN': '（试运行：未写入任何内容）', en: '(rehearsal: nothing was written)' },
  plugin: { 'zh-CN': '插件', en: 'plugin' },
  cases: { 'zh-CN': '案件', en: 'cases' },
  closed: { 'zh-CN': '已办结', en: 'closed' },
  quick: { 'zh-CN': '三日内', en: 'in 3 days' },
  rows: { 'zh-CN': '行', en: 'rows' },
  written: { 'zh-CN': '本次写入', en: 'written now' },
  there: { 'zh-CN': '此前已有', en: 'already there' },
  duplicates: { 'zh-CN': '编号重复', en: 'duplicates' },
  rejected: { 'zh-CN': '未受理', en: 'rejected' },
  units: { 'zh-CN': '新建单位', en: 'units created' },
  runOut: { 'zh-CN': '导入时期限已过（不会触发）', en: 'clocks that had run out (they never fire)' },
  speed: { 'zh-CN': '行/秒', en: 'rows/s' },
  listed: { 'zh-CN': '未受理与重复的行见', en: 'rejected rows and duplicates are listed in' },
} as const satisfies Record<string, Label>;
