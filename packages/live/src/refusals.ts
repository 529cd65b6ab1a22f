import { Refusal } from '@maplebridge/contract';

export const notSignedIn = (): Refusal =>
  new Refusal('UNAUTHENTICATED', {
    'zh-CN': '订阅实时消息须先登录：请携带令牌重新连接。',
    en: 'A stream is for somebody who is signed in: connect again with a token.',
  });

export const sessionOver = (): Refusal =>
  new Refusal('UNAUTHENTICATED', {
    'zh-CN': '登录已到期，推送结束：请取得新令牌，并从最后的游标继续订阅。',
    en: 'The session has ended and the stream with it: get a new token and subscribe after the last cursor.',
  });

export const badCursor = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': '参数 after 不是本系统给出的游标，或已被改动：请原样传回收到的游标，或不带 after 从现在开始。',
      en: 'The cursor in `after` is not one that was given out here, or it was altered: send one back as it came, or leave `after` out to begin now.',
    },
    { field: 'after' },
  );

export const cursorOfAnother = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': '参数 after 是某一个案件的游标，不能用于此订阅：请使用本订阅或列表 liveCursor 给出的游标。',
      en: 'The cursor in `after` belongs to the stream of another case: use one that this stream sent, or the liveCursor of a list.',
    },
    { field: 'after' },
  );

export const badCaseId = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '案件编号的格式不正确。', en: 'The case id is not an id of ours: send one that a query returned.' },
    { field: 'id' },
  );

export const stopping = (): Refusal =>
  new Refusal('UNAVAILABLE', {
    'zh-CN': '服务正在停止：请稍后从最后的游标继续订阅。',
    en: 'This gateway is stopping: subscribe again after the last cursor in a moment.',
  });
