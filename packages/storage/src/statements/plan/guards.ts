import type { Binder } from '../binder';
import { anyOf, personOf, type Branch, type Seer } from '../sight';
import { anyAtHand } from './atHand';

/**
 * Parts of a statement that depend on who looks, over the alias of a case. `works`: sees it by a post or an assignment, being no party
 * to it. `supervises`: holds the post of a supervisor there. `visible`: sees it at all. `side`: is on the side that an entry is for.
 */
type Guard = 'works' | 'supervises' | 'visible' | 'side';

const mark = '\u0000';

/** Stands in the text of a plan, which is made once, for what every request brings anew. */
export const token = (name: Guard | 'person' | 'units' | 'size' | 'limit', ...of: readonly (string | number)[]): string =>
  `${mark}${[name, ...of].join(' ')}${mark}`;

/** Whether who looks may read what is for this audience. Most entries are for all, so that nothing further is looked at. */
export const audienceOf = (entry: string, caseAlias: string): string =>
  `case ${entry}.audience when 'case' then true when 'unit' then ${token('works', caseAlias)}
     when 'supervisors' then ${token('supervises', caseAlias)} else ${token('side', caseAlias, entry)} end`;

/** The text cut at its tokens: every second part is one. */
export const cutAtTokens = (text: string): readonly string[] => text.split(mark);

export interface Speakers {
  readonly seer: Seer;
  /** Sizes of nested windows, by their place. */
  readonly sizes: readonly number[];
  /** Size of the page. */
  readonly limit?: number;
  /** The case beside which the statement has read how who looks is involved in it: see `atHand`. */
  readonly atHand?: string;
}

/** The tokens of a text in the words of this request. Equal tokens are bound once. */
export function tokensFor(speakers: Speakers, values: Binder): (name: string) => string {
  const said = new Map<string, string>();
  return (name) => {
    const text = said.get(name) ?? speak(name.split(' '), speakers, values);
    said.set(name, text);
    return text;
  };
}

function speak([name = '', of = '', entry = '']: readonly string[], speakers: Speakers, values: Binder): string {
  const { seer, sizes, limit } = speakers;
  if (name === 'person') return personOf(seer, values);
  if (name === 'units') return values.bind(seer.unitIds, 'uuid[]');
  if (name === 'size') return values.bind(sizes[Number(of)] ?? 0, 'integer');
  if (name === 'limit') return values.bind(limit ?? 0, 'integer');
  const look = speakers.atHand === of ? lookAtHand(seer, values) : lookUp(seer, values);
  if (name === 'visible') return look.any(seer.branches, of);
  if (name === 'side') return look.isOnSide(of, entry);
  // Every case of a plan is visible, and who sees one without being a party to it sees it by a post or an assignment.
  if (name === 'works') return `(not ${look.isParty(of)})`;
  const { supervising = [] } = seer;
  return supervising.length === 0 ? 'false' : `(${look.any(supervising, of)} and not ${look.isParty(of)})`;
}

interface Look {
  readonly any: (branches: readonly Branch[], alias: string) => string;
  readonly isParty: (alias: string) => string;
  readonly isOnSide: (alias: string, entry: string) => string;
}

/** Looked up in the case's involvements where it is needed, which is seldom. */
function lookUp(seer: Seer, values: Binder): Look {
  const involved = (alias: string, condition: string): string =>
    `exists (select from core.involved i where i.shard = ${alias}.shard and i.case_id = ${alias}.id
       and i.person_id = ${personOf(seer, values)} and i.until is null and ${condition})`;
  return {
    any: (branches, alias) => anyOf(branches, seer, values, alias),
    isParty: (alias) => involved(alias, 'i.side is not null'),
    isOnSide: (alias, entry) => involved(alias, `'side:' || i.side = ${entry}.audience`),
  };
}

const lookAtHand = (seer: Seer, values: Binder): Look => ({
  any: (branches, alias) => anyAtHand(branches, { seer, values, alias }),
  isParty: () => `(me.sides <> '{}')`,
  isOnSide: (_alias, entry) => `(substr(${entry}.audience, 6) = any (me.sides))`,
});
