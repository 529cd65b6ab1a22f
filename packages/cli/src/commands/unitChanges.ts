import type { Label } from '@maplebridge/contract';
import { dissolveUnit, moveUnit, renameUnit, type UnitChanged } from '@maplebridge/kernel';
import { InvalidArgumentError, type Command } from 'commander';
import { inPlace, type Work } from '../shell/run';
import type { Voice } from '../shell/voice';

interface NameOptions {
  readonly zh?: string;
  readonly en?: string;
}

/** What becomes of a unit after it was made: it keeps its code and its history. */
export function addUnitChanges(units: Command): void {
  units
    .command('rename')
    .argument('<code>', 'code of the unit')
    .option('--zh <name>', 'new name in Chinese; default: as it is', nameOption)
    .option('--en <name>', 'new name in English; default: as it is', nameOption)
    .description('give a unit another name; its code stays. 单位改名')
    .action(function (this: Command) {
      return inPlace(this, true, rename);
    });
  units
    .command('move')
    .argument('<code>', 'code of the unit')
    .argument('<parent>', 'code of the new parent')
    .description('put a unit with all below it under another parent; who sees its cases changes at once. 调整单位隶属')
    .action(function (this: Command) {
      return inPlace(this, true, move);
    });
  units
    .command('dissolve')
    .argument('<code>', 'code of the unit')
    .description('end a unit without open cases and without units below. 撤销单位')
    .action(function (this: Command) {
      return inPlace(this, true, dissolve);
    });
}

const longestName = 200;

function nameOption(text: string): string {
  const length = [...text].length;
  if (text.trim() !== '' && length <= longestName) return text.normalize('NFC').trim();
  throw new InvalidArgumentError(`A name has 1 to ${longestName} characters. 名称为 1 至 ${longestName} 个字符。`);
}

const rename: Work<NameOptions> = async ({ place, voice, options: { zh, en }, args: [code = ''] }) => {
  if (zh === undefined && en === undefined) throw new InvalidArgumentError('Give --zh, --en or both. 请给出 --zh、--en 之一或两者。');
  const named = { ...(zh === undefined ? {} : { 'zh-CN': zh }), ...(en === undefined ? {} : { en }) };
  const done = await renameUnit(place.database, code, { name: named, now: new Date() });
  tell(voice, done, { event: 'unitRenamed', text: { 'zh-CN': `${code} 已改名`, en: `${code} has its new name` } });
};

const move: Work<object> = async ({ place, voice, args: [code = '', parentCode = ''] }) => {
  const done = await moveUnit(place.database, code, { parentCode, now: new Date() });
  const text = {
    'zh-CN': `${code} 已移到 ${parentCode} 之下，随之调整案件 ${done.cases} 件`,
    en: `${code} stands under ${parentCode} now, and ${done.cases} cases with it`,
  };
  tell(voice, done, { event: 'unitMoved', text });
};

const dissolve: Work<object> = async ({ place, voice, args: [code = ''] }) => {
  const done = await dissolveUnit(place.database, code, { now: new Date() });
  tell(voice, done, { event: 'unitDissolved', text: { 'zh-CN': `${code} 已撤销`, en: `${code} is dissolved` } });
};

interface Told {
  readonly event: string;
  readonly text: Label;
}

function tell(voice: Voice, { before, isChanged, cases }: UnitChanged, { event, text }: Told): void {
  const nothing = { 'zh-CN': `${before.code} 已是如此，无需更改`, en: `${before.code} is so already; nothing was changed` };
  voice.answer({ event, code: before.code, isChanged, cases }, voice.say(isChanged ? text : nothing));
}
