import type { DeadlineRecord, MoveOption, Source } from '@maplebridge/contract';
import { loaders } from '@maplebridge/graph';
import type { CaseRow } from '../rows';
import { outside } from '../words';
import { spoken, type Shown, type View } from './view';

/**
 * Deadlines and moves are the law's, and no statement answers them: the oracle asks the same desk, in a context of its own. What is
 * compared is that the planner puts them in the right place, beside what statements answered.
 */
export async function deadlines(view: View, { id }: CaseRow): Promise<readonly Shown[]> {
  return (await loaders.deadlines(view.context).load(id)).slice(0, 20).map((one) => deadlineShown(view, one));
}

export async function due(view: View, { id, due_at, due_clock }: CaseRow): Promise<Shown | null> {
  if (due_at === 'infinity' || due_clock === null) return null;
  const found = (await loaders.deadlines(view.context).load(id)).find(({ code }) => code === due_clock);
  return found ? deadlineShown(view, found) : null;
}

export async function moves(view: View, { id }: CaseRow): Promise<readonly Shown[]> {
  return (await loaders.moves(view.context).load(id)).map((one) => moveShown(view, one));
}

const deadlineShown = (view: View, one: DeadlineRecord): Shown => ({
  code: one.code,
  label: spoken(view, one.label),
  startedAt: one.startedAt.toISOString(),
  dueAt: one.dueAt.toISOString(),
  state: outside(one.state),
  source: citationShown(view, one.source),
  isProvisional: one.isProvisional,
});

const moveShown = (view: View, one: MoveOption): Shown => ({
  code: one.code,
  label: spoken(view, one.label),
  isOpen: one.isOpen,
  needs: one.needs,
  refusal: one.refusal && {
    code: one.refusal.code,
    message: spoken(view, one.refusal.text),
    source: one.refusal.details.source ? citationShown(view, one.refusal.details.source) : null,
  },
});

export const citationShown = (view: View, source: Source): Shown => ({
  instrument: spoken(view, source.instrument),
  article: source.article,
  version: source.version,
  isVerified: source.verified !== undefined,
  text: spoken(view, source.text ?? null),
});
