import type { CaseFilter, CaseOrder, RequestContext } from '@maplebridge/contract';
import { Extensions } from 'type-graphql';
import type { CasePageArguments } from '../casePage';
import { fromGlobalId, readGlobalId } from '../globalId';
import { windowOf } from '../window';
import { entryKey, type EntryPlan } from './fieldPlan';

type Args = Readonly<Record<string, unknown>>;

/** Marks a root field as one at which a statement begins. */
export const beginsStatement = (entry: EntryPlan): MethodDecorator & PropertyDecorator => Extensions({ [entryKey]: entry });

/** A case by its global id; of one type, or of all. */
export const caseById = (types: readonly string[] | null = null): EntryPlan => ({
  kind: 'case',
  startAt: (_root, { id }) => {
    const caseId = fromGlobalId(String(id), ['case']);
    return caseId === null ? null : { start: 'case', by: { id: caseId }, types };
  },
});

export const caseByNumber: EntryPlan = {
  kind: 'case',
  startAt: (_root, args) => {
    const number = String(args.number);
    return number.length > 100 ? null : { start: 'case', by: { number: number.normalize('NFC') }, types: null };
  },
};

/** `node`: a case, when the id is one; anything else is looked up by its kind. */
export const nodeOfCase: EntryPlan = {
  kind: 'case',
  startAt: (_root, { id }) => {
    const read = readGlobalId(String(id));
    if (read === null) return null;
    return read.kind === 'case' ? { start: 'case', by: { id: read.id }, types: null } : undefined;
  },
};

/** The case that a row of something else belongs to. */
export const caseOf = <Root>(idOf: (root: Root) => string): EntryPlan => ({
  kind: 'case',
  startAt: (root) => ({ start: 'case', by: { id: idOf(root as Root) }, types: null }), // the root that the field is declared on
});

/** The case that a write has just left as it is. */
export const caseWritten: EntryPlan = { ...caseOf(({ caseId }: { readonly caseId: string }) => caseId), isAtHand: true };

/** A page of cases; null when the filter can match nothing by its form. */
export const pageOfCases = (filterOf: (args: Args, context: RequestContext) => CaseFilter | null): EntryPlan => ({
  kind: 'page',
  startAt: (_root, args, context) => {
    const page = args as CasePageArguments; // the arguments of a list of cases
    const window = windowOf(page); // refused even when nothing could match
    const filter = filterOf(args, context);
    return filter === null ? null : { start: 'page', filter, order: orderOf(page), window };
  },
});

const orderOf = ({ orderBy }: CasePageArguments): CaseOrder => orderBy ?? 'dueFirst';
