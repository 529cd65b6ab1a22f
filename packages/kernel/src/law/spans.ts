import type { AnyCaseType, DeadlineSpan, Label } from '@maplebridge/contract';
import { sayLength, type LawfulLength } from './lengths';
import type { Run } from './runs';
import type { Pause } from './timeline';

interface SpanInput {
  readonly type: AnyCaseType;
  readonly run: Run;
  /** The end of the run, or now. */
  readonly until: number;
  readonly pauses: readonly Pause[];
  readonly rule: LawfulLength;
  readonly extension: LawfulLength | null;
}

/**
 * The run cut into counted and paused spans that alternate, touch and sum to the elapsed time.
 * The last span of a run under way has no end: read it as now.
 */
export function spansOf(input: SpanInput): readonly DeadlineSpan[] {
  const cuts: { readonly from: number; readonly pause: Pause | null }[] = [];
  let from = input.run.startedAt;
  for (const pause of input.pauses) {
    if (pause.from > from) cuts.push({ from, pause: null });
    cuts.push({ from: pause.from, pause });
    from = pause.until;
  }
  const isPausedNow = input.pauses.at(-1)?.isOpen === true;
  if (cuts.length === 0 || (!isPausedNow && (from < input.until || input.run.end === null))) cuts.push({ from, pause: null });
  return cuts.map((cut, index) => spanOf(cut, cuts[index + 1]?.from ?? (input.run.end ? input.until : null), input));
}

const spanOf = (cut: { readonly from: number; readonly pause: Pause | null }, to: number | null, input: SpanInput): DeadlineSpan => ({
  from: new Date(cut.from),
  to: to === null ? null : new Date(to),
  isCounted: cut.pause === null,
  reason: cut.pause ? whyPaused(input.type, cut.pause) : whyCounted(input),
  source: input.rule.source,
});

function whyCounted({ rule, extension }: SpanInput): Label {
  const limit = sayLimit(rule);
  if (!extension) return { 'zh-CN': `计入期限，期限为${limit['zh-CN']}`, en: `Counted towards ${limit.en}` };
  const more = sayLimit(extension);
  return {
    'zh-CN': `计入期限，期限为${limit['zh-CN']}，经各方同意延长${more['zh-CN']}（${extension.source.instrument['zh-CN']}${extension.source.article}）`,
    en: `Counted towards ${limit.en}, extended by ${more.en} by agreement (${extension.source.instrument.en} ${extension.source.article})`,
  };
}

/** The length, and which policy set it where no law did. */
function sayLimit({ length, decidedBy }: LawfulLength): Label {
  const said = sayLength(length);
  if (!decidedBy) return said;
  const { key, row } = decidedBy;
  return {
    'zh-CN': `${said['zh-CN']}（“${key.label['zh-CN']}”${row ? `自${row.from}起的本地设定` : '的默认值'}）`,
    en: `${said.en} (${key.label.en}: ${row ? `set locally from ${row.from}` : 'the default'})`,
  };
}

function whyPaused(type: AnyCaseType, { states }: Pause): Label {
  const labels = states.map((state) => type.states[state]?.label ?? { 'zh-CN': state, en: state });
  return {
    'zh-CN': `不计入期限：${labels.map((one) => one['zh-CN']).join('、')}`,
    en: `Not counted: ${labels.map((one) => one.en).join(', ')}`,
  };
}
