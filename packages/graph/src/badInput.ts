import { Refusal, type RequestContext, type Viewer } from '@maplebridge/contract';

/** A value that cannot be meant: names it and says what would work. */
export const badInput = (field: string, chinese: string, english: string): Refusal =>
  new Refusal('BAD_USER_INPUT', { 'zh-CN': chinese, en: english }, { field });

/** Writing and watching need somebody who is signed in; reading shows such a viewer nothing instead. */
export function signedIn(context: RequestContext): Viewer {
  if (context.viewer !== null) return context.viewer;
  throw new Refusal('UNAUTHENTICATED', {
    'zh-CN': '此操作需要登录：请在 authorization 中附上有效令牌。',
    en: 'This needs somebody who is signed in: send a valid token as `authorization`.',
  });
}
