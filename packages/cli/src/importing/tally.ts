import type { Label } from '@maplebridge/contract';
import { addDays, isRejection, localDay, type Fate, type ImportedCase, type ImportedRow } from '@maplebridge/kernel';

/** Days within which a closure counts as quick: the yardstick of the platform's figures. */
const quickDays = 3;

export interface PluginFigures {
  readonly plugin: string;
  readonly rows: number;
  readonly closed: number;
  readonly closedWithin3Days: number;
}

export interface Figures {
  readonly rows: number;
  readonly cases: number;
  readonly written: number;
  readonly alreadyThere: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly plugins: readonly PluginFigures[];
  readonly rejectedBy: readonly { readonly reason: Label; readonly rows: number }[];
}

/** Counts what became of rows: the same file comes to the same figures, whether its cases were written now or were there. */
export interface Tally {
  count(row: ImportedRow, fate: Fate): void;
  figures(): Figures;
}

export function openTally(pluginOf: (type: string) => string, timeZone: string): Tally {
  const fates = { written: 0, there: 0, duplicate: 0, rejected: 0 };
  const plugins = new Map<string, { rows: number; closed: number; closedWithin3Days: number }>();
  const reasons = new Map<string, { reason: Label; rows: number }>();
  const countCase = (content: ImportedCase): void => {
    const name = pluginOf(content.type);
    const one = plugins.get(name) ?? { rows: 0, closed: 0, closedWithin3Days: 0 };
    plugins.set(name, one);
    one.rows += 1;
    if (content.closedAt === null) return;
    one.closed += 1;
    if (isQuick(content.openedAt, content.closedAt, timeZone)) one.closedWithin3Days += 1;
  };
  return {
    count: ({ content }, fate) => {
      fates[fate.kind] += 1;
      if (fate.kind === 'rejected') {
        const { reason } = fate.rejection;
        const known = reasons.get(reason.en) ?? { reason, rows: 0 };
        reasons.set(reason.en, { reason, rows: known.rows + 1 });
      } else if (fate.kind !== 'duplicate' && !isRejection(content)) countCase(content);
    },
    figures: () => ({
      rows: fates.written + fates.there + fates.duplicate + fates.rejected,
      cases: fates.written + fates.there,
      written: fates.written,
      alreadyThere: fates.there,
      rejected: fates.rejected,
      duplicates: fates.duplicate,
      plugins: [...plugins].map(([plugin, counted]) => ({ plugin, ...counted })).sort((one, other) => (one.plugin < other.plugin ? -1 : 1)),
      rejectedBy: [...reasons.values()].sort((one, other) => other.rows - one.rows),
    }),
  };
}

const dayMs = 86_400_000;

/** Days of the calendar, not hours. The zone is only asked where a clock change could matter. */
function isQuick(openedAt: Date, closedAt: Date, timeZone: string): boolean {
  const elapsed = closedAt.getTime() - openedAt.getTime();
  if (elapsed < (quickDays - 1) * dayMs) return true;
  if (elapsed > (quickDays + 2) * dayMs) return false;
  return localDay(closedAt, timeZone) <= addDays(localDay(openedAt, timeZone), quickDays);
}
