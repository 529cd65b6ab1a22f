import { columns, type CaseworkRow } from './model';

const types = [
  'Housing and Buildings',
  'Transportation',
  'Health',
  'Economy/Jobs',
  'Consumer Affairs',
  'Consumer Complaints',
  'NA',
  '@getxlate.Udf_Code_Genera',
  'Please choose an issue...',
  '教育, "成人"',
];
const descriptors = [
  'NA',
  'Eviction',
  'Noise: Bar',
  'Noise',
  'Hospital Billing',
  'Small Business',
  'noise',
  'Lease\nIssue',
  '=cmd()',
  '路灯',
];
const districts = ['NA', 'NYCC', 'NYCC01', 'NYCC26', 'NYCC51', 'NYCC078'];
const boroughs = ['NA', 'Bronx', 'Queens', 'Atlantis'];

/** Numbers that look random and are the same every time (a linear congruence; its upper bits are good enough to choose by). */
function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Rows of the real file's shape with everything in them that the mapping tells apart; about one key in thirty occurs twice. */
export function generate(count: number, seed = 42): readonly CaseworkRow[] {
  const draw = drawing(seed);
  const pick = (of: readonly string[]): string => of[draw(of.length)] ?? '';
  const day = (offset: number): string => new Date(Date.UTC(2015, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, nth) => {
    const opened = draw(1_800);
    return {
      unique_key: `K${draw(30) === 0 ? draw(nth + 1) : nth}`,
      account: 'NYCC01',
      opendate: day(opened),
      closedate: draw(20) === 0 ? 'NA' : day(opened + draw(8)),
      complaint_type: pick(types),
      descriptor: pick(descriptors),
      zip: '10024',
      borough: pick(boroughs),
      city: 'NA',
      council_dist: pick(districts),
      community_board: 'NA',
    };
  });
}

/** Some row, for a test that changes what it cares about. */
export const firstRow = generate(1)[0] as CaseworkRow; // one was asked for

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

export const csvOf = (rows: readonly CaseworkRow[]): string =>
  [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((cells) => `${cells.map(cell).join(',')}\n`).join('');
