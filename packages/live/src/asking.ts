import type { Viewer } from '@maplebridge/contract';
import { openGate } from './gate';
import type { Judge, Judgement, Question } from './judge';

/** Judgements by the id of their entry. */
export type Answers = ReadonlyMap<string, Judgement>;

export interface Asking {
  ask(question: Question): Promise<Answers>;
  /** By viewer. One whose question cannot be answered gets the error, and does not hold up the others. */
  askAll(questions: readonly Question[]): Promise<ReadonlyMap<string, Answers | Error>>;
}

/** Viewers with the same key have the same rights, so that one answer serves them all. */
export const viewerKey = ({ personId, rightsVersion, treeVersion }: Viewer): string => `${personId} ${rightsVersion} ${treeVersion}`;

/** So often everybody waits for an answer that nobody gets; then it is not the database that fails. */
const patience = 5;
const atOnce = 8;

export function openAsking({ judge, onTrouble }: { readonly judge: Judge; readonly onTrouble: (error: Error) => void }): Asking {
  const gate = openGate(atOnce);
  let failures = 0;

  const ask = async (question: Question): Promise<Answers> => answersTo(question, (await judge([question]))[0]);

  /** After all were asked together in vain: one by one, to find out whose question it is. */
  const askEach = async (questions: readonly Question[]): Promise<ReadonlyMap<string, Answers | Error>> => {
    const ends = await Promise.all(questions.map((question) => gate(() => ask(question)).catch((error: Error) => error)));
    const errors = ends.filter((end) => end instanceof Error);
    failures = errors.length === ends.length ? failures + 1 : 0;
    if (errors[0] && failures > 0 && failures < patience) throw errors[0];
    errors.forEach(onTrouble);
    return new Map(questions.map(({ viewer }, nth) => [viewerKey(viewer), ends[nth] as Answers | Error])); // one end for each question
  };

  return {
    ask,
    askAll: async (questions) => {
      if (questions.length === 0) return new Map();
      try {
        const lists = await judge(questions);
        failures = 0;
        return new Map(questions.map((question, nth) => [viewerKey(question.viewer), answersTo(question, lists[nth])]));
      } catch {
        return askEach(questions); // which reports or throws what it meets
      }
    },
  };
}

function answersTo({ entries }: Question, judgements: readonly Judgement[] | undefined): Answers {
  if (judgements?.length !== entries.length)
    throw new Error(`${entries.length} entries were asked about and ${judgements?.length ?? 0} were judged.`);
  return new Map(judgements.map((judgement, nth) => [entries[nth]?.id ?? '', judgement]));
}
