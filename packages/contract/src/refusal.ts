import type { Label, Language } from './language';
import type { Source } from './source';

interface Explanation {
  readonly meaning: Label;
  readonly remedy: Label;
  readonly isRetryable: boolean;
}

const explain = (meaning: Label, remedy: Label, isRetryable = false): Explanation => ({ meaning, remedy, isRetryable });

/** The closed list of error codes, each with what it means and what would work. No other code reaches a client. */
export const errorCodes = {
  BAD_USER_INPUT: explain(
    { 'zh-CN': '请求中的某个值无效。', en: 'A value in the request is not valid.' },
    { 'zh-CN': '按提示更正该值后重试。', en: 'Correct the value that the message names and send it again.' },
  ),
  UNAUTHENTICATED: explain(
    { 'zh-CN': '未登录，或令牌无效、已过期。', en: 'There is no token, or it is not valid any more.' },
    { 'zh-CN': '取得新令牌后重试。', en: 'Get a new token and send it again.' },
  ),
  FORBIDDEN: explain(
    { 'zh-CN': '您的岗位、当事方或指派不允许此操作。', en: 'No post, side or assignment of yours allows this.' },
    { 'zh-CN': '请由有权限的人办理。', en: 'Ask someone whom the message names as allowed.' },
  ),
  NOT_FOUND: explain(
    { 'zh-CN': '没有这个对象，或您看不到它。', en: 'There is no such thing, or it is not yours to see.' },
    { 'zh-CN': '核对编号。', en: 'Check the id.' },
  ),
  VERSION_CONFLICT: explain(
    { 'zh-CN': '案件在您读取后已有变化。', en: 'The case changed after you read it.' },
    { 'zh-CN': '重新读取，再以当前版本号提交。', en: 'Read it again and send its current version.' },
  ),
  IDEMPOTENCY_CONFLICT: explain(
    { 'zh-CN': '同一幂等键已用于另一个请求。', en: 'This idempotency key was used for another request.' },
    { 'zh-CN': '新的意图请使用新的键。', en: 'Use a new key for a new intent.' },
  ),
  MOVE_NOT_OPEN: explain(
    { 'zh-CN': '案件在当前状态下不能这样办理。', en: 'The case cannot make this move in its present state.' },
    { 'zh-CN': '请选择 openMoves 中的一项。', en: 'Choose one of the moves in openMoves.' },
  ),
  NEEDS_MISSING: explain(
    { 'zh-CN': '办理前必须先有某些信息。', en: 'Something must be known before this move.' },
    { 'zh-CN': '先补充提示中列出的内容。', en: 'Supply what the message lists first.' },
  ),
  CONSENT_REQUIRED: explain(
    { 'zh-CN': '需要当事人同意。', en: 'Somebody has to consent first.' },
    { 'zh-CN': '先取得同意。', en: 'Ask for the consent that the message names.' },
  ),
  PURPOSE_REQUIRED: explain(
    { 'zh-CN': '查看个人信息须说明目的。', en: 'Reading personal data needs a purpose.' },
    { 'zh-CN': '说明目的后重试。', en: 'State the purpose and send it again.' },
  ),
  ACCESS_LOG_UNAVAILABLE: explain(
    { 'zh-CN': '无法写入查阅记录，因此不显示个人信息。', en: 'The access log cannot be written, so no personal value is shown.' },
    { 'zh-CN': '稍后重试。', en: 'Try again later.' },
    true,
  ),
  PLUGIN_DORMANT: explain(
    { 'zh-CN': '此案件的插件未加载，案件只读。', en: 'The plugin of this case is not loaded; the case is read-only.' },
    { 'zh-CN': '请管理员启用该插件。', en: 'Ask the operator to enable the plugin.' },
  ),
  RATE_LIMITED: explain(
    { 'zh-CN': '请求过于频繁。', en: 'There were too many requests.' },
    { 'zh-CN': '等待 Retry-After 所示时间后重试。', en: 'Wait as long as Retry-After says.' },
    true,
  ),
  COST_EXCEEDED: explain(
    { 'zh-CN': '查询超出限额。', en: 'The query is over a limit.' },
    { 'zh-CN': '减少字段、别名、深度或每页条数。', en: 'Ask for fewer fields, aliases, levels or rows.' },
  ),
  PAYLOAD_TOO_LARGE: explain(
    { 'zh-CN': '请求体过大。', en: 'The request body is too large.' },
    { 'zh-CN': '缩小请求体。', en: 'Send a smaller body.' },
  ),
  OPERATION_NOT_ALLOWED: explain(
    { 'zh-CN': '此处不允许该操作。', en: 'This operation is not allowed here.' },
    { 'zh-CN': '参见接口说明。', en: 'See the description of the endpoint.' },
  ),
  UNAVAILABLE: explain(
    { 'zh-CN': '服务暂时不可用。', en: 'The service is not available right now.' },
    { 'zh-CN': '稍后重试。', en: 'Try again later.' },
    true,
  ),
  INTERNAL_SERVER_ERROR: explain(
    { 'zh-CN': '服务出现故障，已记录。', en: 'Something failed here; it is on record.' },
    { 'zh-CN': '请把 requestId 告诉管理员。', en: 'Give the requestId to the operator.' },
  ),
} as const satisfies Record<string, Explanation>;

export type ErrorCode = keyof typeof errorCodes;

/** What a client may learn beside code and message. `currentVersion` comes with conflicts, `openMoves` with closed moves. */
export interface RefusalDetails {
  readonly currentVersion?: number;
  readonly openMoves?: readonly string[];
  readonly needs?: readonly string[];
  readonly field?: string;
  readonly cost?: number;
  readonly limit?: number;
  readonly source?: Source;
  /** Whole seconds after which it may be tried again, with RATE_LIMITED. */
  readonly retryAfter?: number;
}

/**
 * An expected no: what was asked, why not, what would work, in both languages.
 * Everything else that is thrown is a bug and reaches clients only as INTERNAL_SERVER_ERROR.
 */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly text: Label;
  readonly details: RefusalDetails;

  constructor(code: ErrorCode, text: Label, details: RefusalDetails = {}) {
    super(text.en);
    this.name = 'Refusal';
    this.code = code;
    this.text = text;
    this.details = details;
  }

  say(language: Language): string {
    return this.text[language];
  }
}

/** True for refusals of any copy of this package: a packed plugin may bring its own. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && error.name === 'Refusal' && 'code' in error && 'text' in error;
