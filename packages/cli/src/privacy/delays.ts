import { Refusal, label, type Label } from '@maplebridge/contract';
import { delayReview, localDay, longestDelay, openRules } from '@maplebridge/kernel';
import { placeDelay, reviewDelay, standingDelays, type Delay, type Query } from '@maplebridge/storage';
import { InvalidArgumentError } from 'commander';
import { dayAt } from '../registry/days';
import type { Work } from '../shell/run';
import { isUuid } from '../shell/isUuid';
import { whoAmI } from '../shell/whoAmI';
import { withKeeper } from './openKeeper';
import { worded } from './worded';

export interface DelayOptions {
  readonly reason: string;
  readonly source: string;
  readonly until: string;
  readonly by?: string;
}

const dayLength = 86_400_000;

export const delayOne: Work<DelayOptions> = async ({ place, voice, options, args: [given = ''] }) => {
  const number = given.trim().toUpperCase();
  await withKeeper(place, voice, async ({ query }) => {
    const law = await lawFor(query, number);
    const since = new Date();
    const until = dayAt(options.until, law.timeZone);
    if (until <= since || until.getTime() - since.getTime() > law.longest * dayLength) throw tooLong(law.longest);
    const [reason, source] = [worded(options.reason, '--reason'), worded(options.source, '--source')];
    const delay = { number, reason, source, placedBy: options.by ?? whoAmI(), since, until };
    const reviewBy = new Date(since.getTime() + law.review * dayLength);
    const id = await placeDelay(query, { ...delay, reviewBy });
    if (id === null) throw noCase(number);
    const said = label(
      `已延迟告知 ${number}：${id}；须由他人在 ${law.review} 日内复核`,
      `${number} is told later: ${id}; somebody else reviews it within ${law.review} days`,
    );
    voice.answer({ event: 'delayed', id, ...delay, reviewBy }, voice.say(said));
  });
};

export const listDelays: Work<object> = async ({ place, voice }) => {
  const delays = await withKeeper(place, voice, ({ query }) => standingDelays(query));
  const none = voice.say(label('没有延迟告知', 'nothing is told later'));
  voice.answer({ event: 'delays', delays }, delays.length > 0 ? delays.map(lineOf).join('\n') : none);
};

const lineOf = ({ id, number, until, reviewBy, reviewedBy, source, reason }: Delay): string =>
  [id, number, until.toISOString().slice(0, 10), reviewedBy ?? `review by ${reviewBy.toISOString().slice(0, 10)}`, source, reason].join(
    '  ',
  );

export const reviewOne: Work<{ readonly keep?: boolean; readonly end?: boolean; readonly by?: string }> = async ({
  place,
  voice,
  options,
  args,
}) => {
  const [id = ''] = args;
  if ((options.keep === true) === (options.end === true)) throw new InvalidArgumentError('Say --keep or --end. 须指明 --keep 或 --end。');
  const isKept = options.keep === true;
  const review = { by: options.by ?? whoAmI(), at: new Date(), isKept };
  const done = isUuid(id)
    ? await withKeeper(place, voice, (database) => database.transaction((query) => reviewDelay(query, id, review)))
    : 'absent';
  if (done !== 'done') throw refused(done);
  const said = isKept
    ? label('复核同意：到期前不告知', 'reviewed: it is told at its end')
    : label('复核不同意：现在即可查阅', 'reviewed: it is told from now on');
  voice.answer({ event: 'delayReviewed', id, isKept }, voice.say(said));
};

/** By the policies of the unit that answers for the case. */
async function lawFor(query: Query, number: string): Promise<{ longest: number; review: number; timeZone: string }> {
  const [row] = await query<{ unitId: string }>(
    `select c.unit_id as "unitId" from core.case_number n join core."case" c on c.id = n.case_id where n.number = $1`,
    [number],
  );
  const rules = await openRules(query);
  const unit = row ? await rules.unit(row.unitId) : null;
  if (!unit) throw noCase(number);
  const day = localDay(new Date(), unit.timeZone);
  return {
    longest: rules.policyFor(longestDelay, unit, day).value,
    review: rules.policyFor(delayReview, unit, day).value,
    timeZone: unit.timeZone,
  };
}

const noCase = (number: string): Refusal => new Refusal('NOT_FOUND', label(`没有案件“${number}”。`, `There is no case "${number}".`));

const tooLong = (days: number): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    label(`--until 须在今后 ${days} 日之内（accessLog.delayDays）。`, `--until lies within the next ${days} days (accessLog.delayDays).`),
    { field: 'until' },
  );

const words: Readonly<Record<'absent' | 'own', Label>> = {
  absent: label(
    '没有等待复核的延迟告知；见 maplebridge privacy delays。',
    'No such delay waits for a review; see maplebridge privacy delays.',
  ),
  own: label('须由申请人以外的人复核。', 'Somebody else than who asked for it has to review it.'),
};

const refused = (why: 'absent' | 'own'): Refusal => new Refusal(why === 'own' ? 'FORBIDDEN' : 'NOT_FOUND', words[why]);
