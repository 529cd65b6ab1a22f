import type { AnyCaseType } from '@maplebridge/contract';
import { allPlugins } from '../../stories/city';
import { outside, shownAt, stateLabel } from '../words';
import { spoken, type Shown, type View } from './view';

const loaded = new Map<string, AnyCaseType>(allPlugins.flatMap(({ caseTypes }) => caseTypes).map((type) => [type.name, type]));
export const loadedType = (name: string): AnyCaseType | undefined => loaded.get(name);
export const isLoaded = (name: string): boolean => loaded.has(name);

export const statusShown = (
  view: View,
  { type, code, phase, since }: { readonly type: string; readonly code: string; readonly phase: string; readonly since: string },
): Shown => ({ phase: outside(phase), code, label: spoken(view, stateLabel(view.rows, type, code)), since: shownAt(since) });
