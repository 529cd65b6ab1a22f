import { label, Refusal } from '@maplebridge/contract';
import { answers, methodNotAllowed, type HttpAnswer } from '../http/answers';

export const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** What graphql-sse refuses, by its status: it says why in a shape of its own, without a code. */
export const refusedByProtocol: Readonly<Record<number, HttpAnswer>> = {
  400: {
    status: 400,
    code: 'BAD_USER_INPUT',
    text: label(
      '请求须含 query；在单连接模式下还须含 extensions.operationId。',
      'The request needs a query, and with the token of a stream extensions.operationId too.',
    ),
  },
  404: {
    status: 404,
    code: 'NOT_FOUND',
    text: label(
      '没有这个事件流，或不属于您。请以 PUT 预留，或发送 Accept: text/event-stream。',
      'There is no such event stream, or it is not yours. Reserve one by PUT, or send Accept: text/event-stream.',
    ),
  },
  405: methodNotAllowed(methods.join(', ')),
  406: {
    status: 406,
    code: 'BAD_USER_INPUT',
    text: label(
      'Accept 须为 text/event-stream（事件流），或 */*（单连接模式的其他请求）。',
      'Accept has to be text/event-stream for a stream, and */* for other requests of single connection mode.',
    ),
  },
  409: {
    status: 409,
    code: 'BAD_USER_INPUT',
    text: label(
      '此事件流已打开，或其中已有同一 operationId。',
      'This stream is open already, or an operation with this operationId runs on it.',
    ),
  },
  415: answers.mediaType,
};

export const longId: HttpAnswer = {
  status: 400,
  code: 'BAD_USER_INPUT',
  text: label('operationId 最多 128 个字符。', 'An operationId has at most 128 characters.'),
};

export const oddMember: HttpAnswer = {
  status: 400,
  code: 'BAD_USER_INPUT',
  text: label(
    'operationName 须为文本，extensions.operationId 须为文本（完整的 Unicode）或数字。',
    'operationName is a text; extensions.operationId is a text of whole characters, or a number.',
  ),
};

export const mutationByGet: HttpAnswer = {
  status: 405,
  code: 'OPERATION_NOT_ALLOWED',
  text: label('变更须用 POST。', 'Send mutations by POST.'),
  allow: 'POST',
};

export const foreignPage: HttpAnswer = {
  status: 403,
  code: 'FORBIDDEN',
  text: label('此来源不在 ALLOWED_ORIGINS 中。', 'This origin is not in ALLOWED_ORIGINS.'),
};

/** As sockets close with 4429. */
export const tooManyConnections = (): Refusal =>
  new Refusal(
    'RATE_LIMITED',
    label('打开的连接过多。请先关闭一些，或用单连接模式。', 'Too many connections are open. Close some, or use single connection mode.'),
    { retryAfter: 1 },
  );

export const tooManyOperations = (): Refusal =>
  new Refusal('RATE_LIMITED', label('此事件流上的操作过多。', 'Too many operations run on this stream. End some first.'), {
    retryAfter: 1,
  });
