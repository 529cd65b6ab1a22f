import type { RequestContext } from '@maplebridge/contract';
import { readGlobalId, type GlobalIdKind } from '../globalId';
import { loaders } from '../loaders';
import { asNode } from '../objects/node';

export type FoundNode = object;

/** Persons and emergencies have ids, but no page of their own: nobody looks them up. */
type Unlisted = 'person' | 'emergency';

const finders: Readonly<Record<Exclude<GlobalIdKind, Unlisted>, (context: RequestContext, id: string) => Promise<FoundNode | null>>> = {
  case: (context, id) => loaders.cases(context).load(id),
  unit: async (context, id) => asNode('Unit', await loaders.units(context).load(id)),
  place: async (context, id) => asNode('Place', await loaders.places(context).load(id)),
  report: async (context, id) => asNode('Report', await loaders.reports(context).load(id)),
  party: async (context, id) => asNode('Party', await context.desk.party(id)),
  access: async (context, id) => asNode('AccessRecord', await context.desk.accessRecord(id)),
  change: async (context, id) => asNode('Change', await context.desk.change(id)),
};

/** Null for what is absent, not the viewer's to see, or no id of ours. */
export async function findNode(globalId: string, context: RequestContext): Promise<FoundNode | null> {
  const read = readGlobalId(globalId);
  return read === null || read.kind === 'person' || read.kind === 'emergency' ? null : finders[read.kind](context, read.id);
}
