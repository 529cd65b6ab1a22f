import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitTable, type Limit } from '@maplebridge/gateway';

const page = readFileSync(join(__dirname, '..', 'docs', 'limits.md'), 'utf8');

const amount = ({ value, perSecond }: Limit): string =>
  perSecond === undefined ? value.toLocaleString('en') : `${value.toLocaleString('en')}, ${said(perSecond)}`;
const said = (perSecond: number): string =>
  perSecond >= 1 ? `${perSecond.toLocaleString('en')} back a second` : `one back every ${Math.round(1 / perSecond)} s`;

const rows = Object.entries<Readonly<Record<string, Limit>>>(limitTable).flatMap(([group, limits]) =>
  Object.entries(limits).map(([name, limit]) => [
    `\`${group}.${name}\``,
    amount(limit),
    limit.unit,
    limit.beyond,
    ...(limit.variable ? [`\`${limit.variable}\``] : ['-']),
  ]),
);

test('the page of limits shows every limit of the table as it is, in its order, and no other', () => {
  const shown = [...page.matchAll(/^\| (`\w+\.\w+`) +\| (.+?) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map((cells) => cells.slice(1));
  expect(shown).toEqual(rows);
});
