import { Refusal, label } from '@maplebridge/contract';
import { placeHold, releaseHold, standingHolds, type LegalHold } from '@maplebridge/storage';
import { dayAt } from '../registry/days';
import type { Work } from '../shell/run';
import { isUuid } from '../shell/isUuid';
import { whoAmI } from '../shell/whoAmI';
import { withKeeper } from './openKeeper';
import { worded } from './worded';

export interface HoldOptions {
  readonly reason: string;
  readonly source: string;
  readonly until?: string;
}

/** Where a day of a hold ends: the order of a court names a day and no zone. */
const zone = 'Asia/Shanghai';

export const placeOne: Work<HoldOptions> = async ({ place, voice, options, args: [number = ''] }) => {
  const until = options.until === undefined ? null : dayAt(options.until, zone);
  const since = new Date();
  if (until !== null && until <= since)
    throw wrong(`--until ${options.until} 须晚于今天。`, `--until ${options.until} has to be a day after today.`);
  const hold = {
    number: number.trim().toUpperCase(),
    reason: worded(options.reason, '--reason'),
    source: worded(options.source, '--source'),
    placedBy: whoAmI(),
    since,
    until,
  };
  const id = await withKeeper(place, voice, ({ query }) => placeHold(query, hold));
  if (id === null) throw absent(`没有案件“${number}”。`, `There is no case "${number}"; send its number, as it is printed.`);
  voice.answer({ event: 'holdPlaced', id, ...hold }, voice.say(label(`已保全 ${hold.number}：${id}`, `${hold.number} is held: ${id}`)));
};

export const releaseOne: Work<object> = async ({ place, voice, args: [id = ''] }) => {
  const number = isUuid(id)
    ? await withKeeper(place, voice, ({ query }) => releaseHold(query, id, { by: whoAmI(), at: new Date() }))
    : null;
  if (number === null) throw absent(`没有正在生效的保全“${id}”。`, `No hold "${id}" stands; see maplebridge privacy holds.`);
  voice.answer({ event: 'holdReleased', id, number }, voice.say(label(`已解除 ${number} 的保全`, `${number} is held no more by it`)));
};

export const listHolds: Work<object> = async ({ place, voice }) => {
  const holds = await withKeeper(place, voice, ({ query }) => standingHolds(query, new Date()));
  const none = voice.say(label('没有正在生效的保全', 'no hold stands'));
  voice.answer({ event: 'holds', holds }, holds.length > 0 ? holds.map(lineOf).join('\n') : none);
};

const lineOf = ({ id, number, since, until, source, reason }: LegalHold): string =>
  [id, number, since.toISOString().slice(0, 10), until?.toISOString().slice(0, 10) ?? '-', source, reason].join('  ');

const wrong = (chinese: string, english: string): Refusal => new Refusal('BAD_USER_INPUT', label(chinese, english));
const absent = (chinese: string, english: string): Refusal => new Refusal('NOT_FOUND', label(chinese, english));
