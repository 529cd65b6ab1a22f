import { issuerOf } from '@maplebridge/gateway';
import type { Command } from 'commander';
import { endSessions, listSessions } from '../registry/sessions';
import { inPlace, type Work } from '../shell/run';

interface SessionOptions {
  readonly issuer?: string;
}

export function addSessions(program: Command): void {
  const sessions = program.command('sessions').description('who is signed in with a browser. 网页登录会话');
  for (const [name, work, description] of [
    ['list', list, 'since when, until when. 列出会话'],
    ['revoke', revoke, 'end all of a person, at once. 结束其全部会话'],
  ] as const)
    sessions
      .command(name)
      .argument('<subject>', 'who: the `sub` of the provider')
      .option('--issuer <iss>', 'the provider; default: the configured one')
      .description(description)
      .action(function (this: Command) {
        return inPlace(this, true, work);
      });
}

const list: Work<SessionOptions> = async ({ place, voice, options, args: [subject = ''] }) => {
  const all = await listSessions(place.database, { issuer: options.issuer ?? issuerOf(place.config.tokens), subject });
  const lines = all.map(({ id, madeAt, endsAt }) => `${id}  ${madeAt.toISOString()} - ${endsAt.toISOString()}`);
  const none = voice.say({ 'zh-CN': `${subject} 没有登录会话`, en: `${subject} is not signed in with any browser` });
  voice.answer({ event: 'sessions', subject, sessions: all }, lines.length ? lines.join('\n') : none);
};

const revoke: Work<SessionOptions> = async ({ place, voice, options, args: [subject = ''] }) => {
  const ended = await endSessions(place.database, { issuer: options.issuer ?? issuerOf(place.config.tokens), subject, at: new Date() });
  const text = { 'zh-CN': `已结束 ${subject} 的 ${ended} 个会话`, en: `${ended} sessions of ${subject} were ended` };
  voice.answer({ event: 'sessionsRevoked', subject, ended }, voice.say(text));
};
