import { developmentIssuerName } from '@maplebridge/gateway';
import type { Command } from 'commander';
import { dayAt, dayOption } from '../registry/days';
import { checkPost, grant, revoke, type Post } from '../registry/rights';
import { inPlace } from '../shell/run';
import type { Place } from '../store/openPlace';

interface RightsOptions {
  readonly from?: string;
  readonly until?: string;
  readonly issuer?: string;
}

export function addRights(program: Command): void {
  const subject = ['<subject>', 'who: the `sub` of their token'] as const;
  program
    .command('grant')
    .argument(...subject)
    .argument('<role>', 'post, e.g. officer')
    .argument('<unit>', 'code of the unit')
    .option('--from <day>', 'first day, where the unit is; default: now', dayOption)
    .option('--until <day>', 'first day no longer; default: open', dayOption)
    .option('--issuer <iss>', 'the `iss` of their token; default: the configured issuer')
    .description('give a post to a person. 任命')
    .action((who: string, role: string, code: string, _options: object, command: Command) =>
      inPlace<RightsOptions>(command, true, async ({ place, voice, options }) => {
        const post = await postOf(place, { who, role, code }, options);
        const now = new Date();
        const from = options.from === undefined ? now : dayAt(options.from, post.unit.timeZone);
        const until = options.until === undefined ? null : dayAt(options.until, post.unit.timeZone);
        if (until && until <= from) emptyTerm(command);
        const done = await grant(place.database, post, { from, until, now });
        const text = done.isChanged
          ? { 'zh-CN': `已任命 ${who} 为 ${code} 的 ${role}`, en: `${who} is ${role} of ${code} now` }
          : { 'zh-CN': `${who} 已是 ${code} 的 ${role}，无需更改`, en: `${who} is ${role} of ${code} already; nothing was changed` };
        voice.answer({ event: 'granted', subject: who, role, unit: code, from, until, ...done }, voice.say(text));
      }),
    );
  program
    .command('revoke')
    .argument(...subject)
    .argument('<role>', 'post, e.g. officer')
    .argument('<unit>', 'code of the unit')
    .option('--issuer <iss>', 'the `iss` of their token; default: the configured issuer')
    .description('end a post, at once. 免职')
    .action((who: string, role: string, code: string, _options: object, command: Command) =>
      inPlace<RightsOptions>(command, true, async ({ place, voice, options }) => {
        const done = await revoke(place.database, await postOf(place, { who, role, code }, options), new Date());
        const text = done.isChanged
          ? { 'zh-CN': `${who} 不再是 ${code} 的 ${role}`, en: `${who} is no longer ${role} of ${code}` }
          : { 'zh-CN': `${who} 并非 ${code} 的 ${role}，无需更改`, en: `${who} was not ${role} of ${code}; nothing was changed` };
        voice.answer({ event: 'revoked', subject: who, role, unit: code, ...done }, voice.say(text));
      }),
    );
}

const emptyTerm = (command: Command): never => command.error('--until has to lie after --from (or after now). --until 必须晚于 --from。', { exitCode: 2 });

async function postOf(place: Place, { who, role, code }: { who: string; role: string; code: string }, { issuer }: RightsOptions): Promise<Post> {
  const { tokens } = place.config;
  const configured = tokens.kind === 'remote' ? tokens.issuer : developmentIssuerName;
  return { issuer: issuer ?? configured, subject: who, role, unit: await checkPost(place.database, place.jurisdictions, { role, code }) };
}
