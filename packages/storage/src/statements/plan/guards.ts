import type { Binder } from '../binder';
import { anyOf, personOf, type Branch, type Seer } from '../sight';
import { anyAtHand } from './atHand';

/**
 * Parts of a statement that depend on who looks, over the alias of a case. `works`: sees it by a post or an assignment, being no party
 * to it. `visible`: sees it at all. `audience`: may read what is for the audience of an entry.
 */
type Guard = 'works' | 'visible' | 'audience';

const mark = '\u0000';

/** Stands in the text of a plan, which is made once, for what every request brings anew. */
export const token = (name: Guard | 'person' | 'units' | 'size' | 'limit', ...of: readonly (string | number)[]): string =>
  `${mark}${[name, ...of].join(' ')}${mark}`;

/** Whether who looks may read what is for this audience. */
export const audienceOf = (entry: string, caseAlias: string): string => token('audience', caseAlias, entry);

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
  if (name === 'audience')
    return audienceSql(entry, { works: works(look, of), supervises: supervises(look, seer, of), isOnSide: look.isOnSide(of, entry) });
  return works(look, of);
}

/** Every case of a plan is visible, and who sees one without being a party to it sees it by a post or an assignment. */
function works(look: Look, alias: string): string {
  const isParty = look.isParty(alias);
  return isParty === never ? 'true' : `(not ${isParty})`;
}

function supervises(look: Look, { supervising = [] }: Seer, alias: string): string {
  return supervising.length === 0 ? never : `(${look.any(supervising, alias)} and ${works(look, alias)})`;
}

const never = 'false';

/** Most entries are for all, so that nothing further is looked at; for many who look, the audience alone decides. */
function audienceSql(entry: string, by: { readonly works: string; readonly supervises: string; readonly isOnSide: string }): string {
  const isKnown = by.works === 'true' && by.supervises === never && by.isOnSide === never;
  if (isKnown) return `${entry}.audience = any (array['case', 'unit']::text[])`;
  return `case ${entry}.audience when 'case' then true when 'unit' then ${by.works}
     when 'supervisors' then ${by.supervises} else ${by.isOnSide} end`;
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
    isParty: (alias) => (seer.isInvolved ? involved(alias, 'i.side is not null') : never),
    isOnSide: (alias, entry) => (seer.isInvolved ? involved(alias, `'side:' || i.side = ${entry}.audience`) : never),
  };
}

const lookAtHand = (seer: Seer, values: Binder): Look => ({
  any: (branches, alias) => anyAtHand(branches, { seer, values, alias }),
  isParty: () => (seer.isInvolved ? `(me.sides <> '{}')` : never),
  isOnSide: (_alias, entry) => (seer.isInvolved ? `(substr(${entry}.audience, 6) = any (me.sides))` : never),
});
