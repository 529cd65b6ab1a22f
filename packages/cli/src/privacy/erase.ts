import { issuerOf } from '@maplebridge/gateway';
import { Refusal, label, type Label } from '@maplebridge/contract';
import { eraseSubjects, forgetAccount, type SubjectErased } from '@maplebridge/kernel';
import { personBySubject, subjectsOfParty, subjectsOfPerson, type Database, type KeptSubject } from '@maplebridge/storage';
import type { Work } from '../shell/run';
import { isUuid } from '../shell/isUuid';
import type { Voice } from '../shell/voice';
import { withKeeper } from './openKeeper';

export interface EraseOptions {
  readonly issuer?: string;
  readonly party?: boolean;
  readonly dryRun?: boolean;
}

interface Wanted {
  readonly subjects: readonly KeptSubject[];
  /** Null where one party is meant, of whom no account is known. */
  readonly personId: string | null;
}

export const eraseOne: Work<EraseOptions> = async ({ place, voice, options, args: [who = ''] }) => {
  const issuer = options.issuer ?? issuerOf(place.config.tokens);
  await withKeeper(place, voice, async (database) => {
    const wanted = options.party === true ? await ofParty(database, who) : await ofPerson(database, issuer, who);
    if (options.dryRun === true) return listWanted(voice, wanted);
    const now = new Date();
    const erased = await eraseSubjects(database, wanted.subjects, now);
    const isAll = erased.every(({ done }) => typeof done === 'object' || done === 'nothing');
    const isForgotten = wanted.personId !== null && isAll && (await forgetAccount(database, wanted.personId, now));
    voice.answer({ event: 'erased', subjects: erased, isAccountErased: isForgotten }, asText(voice, erased, isForgotten));
  });
};

async function ofPerson({ query }: Database, issuer: string, subject: string): Promise<Wanted> {
  const person = await personBySubject(query, issuer, subject);
  if (!person) throw absent(`没有用户“${subject}”（${issuer}）。`, `Nobody is known as "${subject}" of ${issuer}.`);
  return { subjects: await subjectsOfPerson(query, person.id), personId: person.id };
}

/** By its global id, as the API shows it, or by the plain one. */
async function ofParty({ query }: Database, given: string): Promise<Wanted> {
  const id = Buffer.from(given, 'base64url')
    .toString()
    .replace(/^party:/, '');
  const plain = [given, id].find(isUuid);
  const subjects = plain === undefined ? [] : await subjectsOfParty(query, plain);
  if (subjects.length === 0) throw absent(`没有当事人“${given}”。`, `There is no party "${given}"; send its id as the API shows it.`);
  return { subjects, personId: null };
}

function listWanted(voice: Voice, { subjects }: Wanted): void {
  const numbers = [...new Set(subjects.map(({ number }) => number))];
  const said = label(`试运行：涉及案件 ${numbers.join('、') || '无'}`, `a dry run; it is about ${numbers.join(', ') || 'no case'}`);
  voice.answer({ event: 'erasable', subjects }, voice.say(said));
}

const became: Readonly<Record<'isOpen' | 'isHeld' | 'nothing', Label>> = {
  isOpen: label('保留：案件或其后续案件尚未了结', 'stays: the case, or one that goes on from it, is open'),
  isHeld: label('保留：证据保全', 'stays: under a legal hold'),
  nothing: label('没有可删除的内容', 'nothing was there'),
};

function asText(voice: Voice, erased: readonly SubjectErased[], isForgotten: boolean): string {
  const lines = erased.map(({ number, done }) => {
    if (typeof done === 'string') return `${number}  ${voice.say(became[done])}`;
    return `${number}  ${voice.say(label(`已删除 ${done.values} 项，销毁 ${done.keys} 个密钥`, `${done.values} values erased, ${done.keys} keys destroyed`))}`;
  });
  const account = isForgotten ? label('账户已删除', 'the account is erased') : label('账户保留', 'the account stays');
  const text = label(
    '案件的摘要与备注不属于某一个人，待其自身期限届满时删除。',
    'Summary and notes of a case are not one person’s: they go when their own time is over.',
  );
  return [...lines, voice.say(account), voice.say(text)].join('\n');
}

const absent = (chinese: string, english: string): Refusal => new Refusal('NOT_FOUND', label(chinese, english));
