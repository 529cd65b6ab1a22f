import { Refusal, label } from '@maplebridge/contract';
import { assessmentOf } from '@maplebridge/kernel';
import type { Work } from '../shell/run';

/** Prints the draft; nothing in the database is looked at. */
export const assess: Work<object> = ({ place, voice, args: [name = ''] }) => {
  const all = place.jurisdictions.flatMap((jurisdiction) => jurisdiction.caseTypes.map((type) => ({ jurisdiction, type })));
  const found = all.find(({ type }) => type.name === name);
  if (!found) {
    const names = all.map(({ type }) => type.name).join(', ');
    throw new Refusal('NOT_FOUND', label(`没有案件类型“${name}”；有：${names}。`, `There is no case type "${name}"; there are ${names}.`));
  }
  const text = assessmentOf(found.jurisdiction, found.type, voice.language);
  voice.answer({ event: 'assessment', type: name, language: voice.language, text }, text.trimEnd());
  return Promise.resolve();
};
