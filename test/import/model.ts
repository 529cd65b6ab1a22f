/** The columns of the council districts' casework, as the real file has them. */
export const columns = [
  'unique_key',
  'account',
  'opendate',
  'closedate',
  'complaint_type',
  'descriptor',
  'zip',
  'borough',
  'city',
  'council_dist',
  'community_board',
] as const;
export type CaseworkRow = Readonly<Record<(typeof columns)[number], string>>;

export interface Figures {
  readonly cases: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly plugins: Readonly<Record<string, { readonly rows: number; readonly closed: number; readonly closedWithin3Days: number }>>;
}

type Mutable = { rows: number; closed: number; closedWithin3Days: number };

/** What the rows must come to, said once more and another way: by the table of the data's own description, not by the mapping. */
export function modelOf(rows: readonly CaseworkRow[]): Figures {
  const seen = new Set<string>();
  const plugins: Record<string, Mutable> = {};
  let [rejected, duplicates] = [0, 0];
  for (const row of rows) {
    if (seen.has(row.unique_key)) duplicates += 1;
    else {
      seen.add(row.unique_key);
      const plugin = pluginOf(row);
      if (plugin === null) rejected += 1;
      else count((plugins[plugin] ??= { rows: 0, closed: 0, closedWithin3Days: 0 }), row);
    }
  }
  return { cases: Object.values(plugins).reduce((sum, one) => sum + one.rows, 0), rejected, duplicates, plugins };
}

function pluginOf({ complaint_type: type, descriptor }: CaseworkRow): string | null {
  if (descriptor.includes('Noise')) return 'night-market-disputes';
  if (type === 'Health' || descriptor.includes('Hospital')) return 'medical-disputes';
  if (/^(Economy\/Jobs|Consumer Affairs|Consumer Complaints)$/.test(type) || descriptor.includes('Business')) return 'business-environment';
  return /^(NA|@getxlate\.Udf_Code_Genera|Please choose an issue\.\.\.)$/.test(type) ? null : 'community-disputes';
}

function count(one: Mutable, { opendate, closedate }: CaseworkRow): void {
  one.rows += 1;
  if (closedate === 'NA') return;
  one.closed += 1;
  if ((Date.parse(closedate) - Date.parse(opendate)) / 86_400_000 <= 3) one.closedWithin3Days += 1;
}
