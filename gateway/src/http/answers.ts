import { errorCodes, type ErrorCode, type Label, type Language } from '@maplebridge/contract';

/** Headers of every answer, whatever it says. */
export const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** An error that HTTP itself speaks of, in the shape of a GraphQL answer, so that a client reads one shape everywhere. */
export interface HttpAnswer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly text: Label;
  readonly allow?: string;
}

export const errorBody = ({ code, text }: HttpAnswer, language: Language, requestId: string): string =>
  JSON.stringify({ errors: [{ message: text[language], extensions: { code, requestId, isRetryable: errorCodes[code].isRetryable } }] });

export const answers = {
  malformed: {
    status: 400,
    code: 'BAD_USER_INPUT',
    text: { 'zh-CN': '请求无法解析。', en: 'The request cannot be read. Send well-formed JSON.' },
  },
  noSuchPath: {
    status: 404,
    code: 'NOT_FOUND',
    text: { 'zh-CN': '没有这个地址。GraphQL 在 /graphql。', en: 'There is nothing at this address. GraphQL is at /graphql.' },
  },
  notAcceptable: {
    status: 406,
    code: 'BAD_USER_INPUT',
    text: {
      'zh-CN': 'Accept 须包含 application/graphql-response+json 或 application/json。',
      en: 'Accept must allow application/graphql-response+json or application/json.',
    },
  },
  timeout: {
    status: 408,
    code: 'BAD_USER_INPUT',
    text: { 'zh-CN': '请求发送过慢。', en: 'The request took too long to arrive. Send it again.' },
  },
  tooLarge: {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    text: { 'zh-CN': '请求体过大，上限 256 kB。', en: 'The body is too large: at most 256 kB. Send less at once.' },
  },
  longUrl: {
    status: 414,
    code: 'BAD_USER_INPUT',
    text: { 'zh-CN': '地址过长，请用 POST。', en: 'The URL is too long. Send the document by POST.' },
  },
  mediaType: {
    status: 415,
    code: 'BAD_USER_INPUT',
    text: { 'zh-CN': '请以 UTF-8 的 application/json 发送。', en: 'Send application/json in UTF-8.' },
  },
  headers: { status: 431, code: 'BAD_USER_INPUT', text: { 'zh-CN': '请求头过大或过多。', en: 'The headers are too large or too many.' } },
  closing: {
    status: 503,
    code: 'UNAVAILABLE',
    text: { 'zh-CN': '服务正在停止，请稍后重试。', en: 'The gateway is stopping. Try again shortly.' },
  },
  broken: { status: 500, code: 'INTERNAL_SERVER_ERROR', text: errorCodes.INTERNAL_SERVER_ERROR.meaning },
} as const satisfies Record<string, HttpAnswer>;

export const methodNotAllowed = (allow: string): HttpAnswer => ({
  status: 405,
  code: 'OPERATION_NOT_ALLOWED',
  text: { 'zh-CN': `此地址只接受 ${allow}。`, en: `This address takes ${allow} only.` },
  allow,
});

/** The status of an answer that holds no data because of a refusal; other codes keep what GraphQL over HTTP says. */
export const statusOfRefusal: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};
