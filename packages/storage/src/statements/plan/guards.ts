import { anyBranch, branchCondition, type Seer } from '../sight';
import type { Binder } from '../binder';

/**
 * Parts of a statement that depend on who looks, over the alias of a case. `works`: sees it by a post or an assignment, being no party
 * to it. `supervises`: holds the post of a supervisor there. `visible`: sees it at all.
 */
type Guard = 'works' | 'supervises' | 'visible';

const mark = '\u0000';

/** Stands in the text of a plan, which is made once, for what every request brings anew. */
export const token = (name: Guard | 'person' | 'units' | 'size', of: string | number = ''): string => `${mark}${name} ${of}${mark}`;

/** Whether who looks may read what is for this audience. Most entries are for all, so that nothing further is looked at. */
export const audienceOf = (entry: string, caseAlias: string): string =>
  `case ${entry}.audience when 'case' then true when 'unit' then ${token('works', caseAlias)}
     when 'supervisors' then ${token('supervises', caseAlias)} else ${partyCondition(caseAlias, `'side:' || i.side = ${entry}.audience`)} end`;

const partyCondition = (caseAlias: string, side: string): string =>
  `exists (select from core.involved i where i.shard = ${caseAlias}.shard and i.case_id = ${caseAlias}.id
     and i.person_id = ${token('person')} and i.until is null and ${side})`;

export interface Bound {
  /** The text cut at its tokens: every second part is one. */
  readonly parts: readonly string[];
}

export const cutAtTokens = (text: string): Bound => ({ parts: text.split(mark) });

/** The tokens of a text in the words of this request. Equal tokens are bound once. */
export function tokensFor({ seer, sizes, limit }: Speakers, values: Binder): (name: string) => string {
  const said = new Map<string, string>();
  const say = (name: string): string => {
    const known = said.get(name);
    if (known !== undefined) return known;
    const text = speak(name.split(' '), { seer, sizes, limit, values, say });
    said.set(name, text);
    return text;
  };
  return say;
}

interface Speakers {
  readonly seer: Seer;
  readonly sizes: readonly number[];
  /** Size of the page. */
  readonly limit?: number;
}

interface Speaking extends Speakers {
  readonly values: Binder;
  readonly say: (name: string) => string;
}

function speak([name, of = '']: readonly string[], { seer, sizes, limit, values, say }: Speaking): string {
  if (name === 'person') return values.bind(seer.personId, 'uuid');
  if (name === 'units') return values.bind(seer.unitIds, 'uuid[]');
  if (name === 'size') return values.bind(sizes[Number(of)] ?? 0, 'integer');
  if (name === 'limit') return values.bind(limit ?? 0, 'integer');
  if (name === 'visible') return anyBranch(seer, values, of);
  const branches = name === 'works' ? seer.branches.flatMap(withoutSides) : (seer.supervising ?? []);
  if (branches.length === 0) return 'false';
  const held = branches.map((one) => branchCondition(one, seer, values, of)).join(' or ');
  return `((${held}) and not ${partyCondition(of, 'i.side is not null').replace(`${mark}person ${mark}`, say('person '))})`;
}

const withoutSides = (branch: Seer['branches'][number]): Seer['branches'] => {
  if (branch.kind !== 'involvedPerson') return [branch];
  return branch.relations.length ? [{ ...branch, sides: [] }] : [];
};
