import { issuerOf } from '@maplebridge/gateway';
import { InvalidArgumentError, type Command } from 'commander';
import { dayAt, dayOption } from '../registry/days';
import { checkPost, grant, revoke, type Post } from '../registry/rights';
import { inPlace, type Work } from '../shell/run';
import type { Place } from '../store/openPlace';

interface RightsOptions {
  readonly from?: string;
  readonly until?: string;
  readonly issuer?: string;
}

export function addRights(program: Command): void {
  withPost(program.command('grant'))
    .option('--from <day>', 'first day, where the unit is; default: now', dayOption)
    .option('--until <day>', 'first day no longer; default: open', dayOption)
    .description('give a post to a person. 任命')
    .action(function (this: Command) {
      return inPlace(this, true, give);
    });
  withPost(program.command('revoke'))
    .description('end a post, at once. 免职')
    .action(function (this: Command) {
      return inPlace(this, true, end);
    });
}

const withPost = (command: Command): Command =>
  command
    .argument('<subject>', 'who: the `sub` of their token')
    .argument('<role>', 'post, e.g. officer')
    .argument('<unit>', 'code of the unit')
    .option('--issuer <iss>', 'the `iss` of their token; default: the configured issuer');

const give: Work<RightsOptions> = async ({ place, voice, options, args }) => {
  const post = await postOf(place, args, options);
  const now = new Date();
  const from = options.from === undefined ? now : dayAt(options.from, post.unit.timeZone);
  const until = options.until === undefined ? null : dayAt(options.until, post.unit.timeZone);
  if (until && until <= from) throw new InvalidArgumentError('--until has to lie after --from (or after now). --until 必须晚于 --from。');
  const done = await grant(place.database, post, { from, until, now });
  const { subject, role } = post;
  const unit = post.unit.code;
  const text = done.isChanged
    ? { 'zh-CN': `已任命 ${subject} 为 ${unit} 的 ${role}`, en: `${subject} is ${role} of ${unit} now` }
    : { 'zh-CN': `${subject} 已是 ${unit} 的 ${role}，无需更改`, en: `${subject} is ${role} of ${unit} already; nothing was changed` };
  voice.answer({ event: 'granted', subject, role, unit, from, until, ...done }, voice.say(text));
};

const end: Work<RightsOptions> = async ({ place, voice, options, args }) => {
  const post = await postOf(place, args, options);
  const done = await revoke(place.database, post, new Date());
  const { subject, role } = post;
  const unit = post.unit.code;
  const text = done.isChanged
    ? { 'zh-CN': `${subject} 不再是 ${unit} 的 ${role}`, en: `${subject} is no longer ${role} of ${unit}` }
    : { 'zh-CN': `${subject} 并非 ${unit} 的 ${role}，无需更改`, en: `${subject} was not ${role} of ${unit}; nothing was changed` };
  voice.answer({ event: 'revoked', subject, role, unit, ...done }, voice.say(text));
};

async function postOf(place: Place, [subject = '', role = '', code = '']: readonly string[], { issuer }: RightsOptions): Promise<Post> {
  const { tokens } = place.config;
  const unit = await checkPost(place.database, place.jurisdictions, { role, code });
  return { issuer: issuer ?? issuerOf(tokens), subject, role, unit };
}
