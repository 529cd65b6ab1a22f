import { isIP } from 'node:net';
import { InvalidArgumentError, type Command } from 'commander';
import { dayAt, dayOption } from '../registry/days';
import { listTokens, makeToken, revokeToken, rotateToken } from '../registry/tokens';
import { inPlace, type Work } from '../shell/run';

/** Days after which a token ends when nothing is said; a convention of this platform. */
const standardDays = 365;
const dayLength = 24 * 3_600_000;
/** Where a day of a token begins: it belongs to no unit. */
const zone = 'Asia/Shanghai';

export function addTokens(program: Command): void {
  const tokens = program.command('tokens').description('credentials of devices and partner systems. 设备与协作系统的令牌');
  tokens
    .command('create')
    .argument('<name>', 'whose; posts are given to it with grant --issuer maplebridge-service')
    .option('--until <day>', `first day no longer; default: ${standardDays} days from now`, dayOption)
    .option('--address <ranges>', 'addresses or CIDR ranges from which it may be used, by commas; default: any', rangesOption)
    .description('make one and show it, once. 新建令牌（只显示一次）')
    .action(inside(create));
  tokens.command('list').description('who has which, until when, last used when. 列出令牌').action(inside(list));
  tokens.command('revoke').argument('<id>', 'of `tokens list`').description('take one back, at once. 收回令牌').action(inside(revoke));
  tokens
    .command('rotate')
    .argument('<id>', 'of `tokens list`')
    .option('--keep-hours <hours>', 'how long the old one is good still, 0 to 720', hoursOption, 24)
    .option('--until <day>', `first day no longer of the new one; default: ${standardDays} days from now`, dayOption)
    .description('make a new one in the place of another. 更换令牌')
    .action(inside(rotate));
}

function inside<Options extends object>(work: Work<Options>) {
  return function (this: Command): Promise<void> {
    return inPlace(this, true, work);
  };
}

interface CreateOptions {
  readonly until?: string;
  readonly address?: readonly string[];
}

const create: Work<CreateOptions> = async ({ place, voice, options, args: [subject = ''] }) => {
  const endsAt = endOf(options.until);
  const made = await makeToken(place.database, { subject, addresses: options.address ?? null, endsAt });
  voice.note(voice.say(shownOnce));
  voice.answer({ event: 'tokenMade', subject, endsAt, ...made }, made.token);
};

const list: Work<object> = async ({ place, voice }) => {
  const all = await listTokens(place.database);
  const lines = all.map(({ id, subject, endsAt, usedAt, addresses }) =>
    [
      id,
      subject,
      endsAt <= new Date() ? 'ended' : 'until',
      endsAt.toISOString(),
      `used ${usedAt?.toISOString() ?? 'never'}`,
      ...(addresses ?? []),
    ].join('  '),
  );
  voice.answer({ event: 'tokens', tokens: all }, lines.join('\n'));
};

const revoke: Work<object> = async ({ place, voice, args: [id = ''] }) => {
  const { subject } = await revokeToken(place.database, id, new Date());
  voice.answer(
    { event: 'tokenRevoked', id, subject },
    voice.say({ 'zh-CN': `已收回 ${subject} 的令牌`, en: `the token of ${subject} is taken back` }),
  );
};

const rotate: Work<CreateOptions & { readonly keepHours: number }> = async ({ place, voice, options, args: [id = ''] }) => {
  const now = new Date();
  const oldUntil = new Date(now.getTime() + options.keepHours * 3_600_000);
  const made = await rotateToken(place.database, id, { oldUntil, endsAt: endOf(options.until), now });
  voice.note(voice.say(shownOnce));
  voice.answer({ event: 'tokenRotated', old: id, oldUntil, ...made }, made.token);
};

const shownOnce = {
  'zh-CN': '请立即妥善保存：令牌只显示这一次，数据库只存其摘要。',
  en: 'Keep it now: it is shown this once, and the database has only its hash.',
};

function endOf(until: string | undefined): Date {
  const end = until === undefined ? new Date(Date.now() + standardDays * dayLength) : dayAt(until, zone);
  if (end > new Date()) return end;
  throw new InvalidArgumentError('--until has to lie in the future. --until 必须晚于现在。');
}

function rangesOption(text: string): readonly string[] {
  const ranges = text.split(',').map((one) => one.trim());
  const wrong = ranges.find((one) => !isRange(one));
  if (wrong === undefined) return ranges;
  throw new InvalidArgumentError(`"${wrong}" is neither an address nor a range, e.g. 10.1.0.0/16. 既非地址也非网段。`);
}

function isRange(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
}

function hoursOption(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 720) return Number(text);
  throw new InvalidArgumentError('hours are a whole number from 0 to 720. 小时数为 0 到 720 的整数。');
}
