import DataLoader from 'dataloader';
import type { RequestContext } from '@maplebridge/contract';

type LoaderOf<Found> = (context: RequestContext) => DataLoader<string, Found>;

/** One loader per request (or per event of a stream): everything asked for in one tick goes out as one call. */
function batched<Found>(
  name: string,
  read: (context: RequestContext, ids: readonly string[]) => Promise<readonly Found[]>,
): LoaderOf<Found> {
  const key = Symbol(name);
  return (context) => {
    const shelf = shelfOf(context);
    const loader = shelf.get(key) ?? new DataLoader<string, Found>((ids) => read(context, ids), { maxBatchSize: 500 });
    shelf.set(key, loader);
    return loader as DataLoader<string, Found>; // the same key is always made by the same code
  };
}

const shelfKey = Symbol('loaders');

/** The loaders that this context has needed so far: a stream keeps its context for long, and most streams need few. */
const shelfOf = (context: RequestContext): Map<symbol, unknown> => context.cached(shelfKey, () => new Map<symbol, unknown>());

/** For look-ups that the port answers one by one: equal ids of a request still cost one call. */
const singly = <Found>(name: string, read: (context: RequestContext, id: string) => Promise<Found>): LoaderOf<Found> =>
  batched(name, (context, ids) => Promise.all(ids.map((id) => read(context, id))));

const heldAt = (key: string): { readonly unitId: string; readonly role: string | null } => {
  const blank = key.indexOf(' ');
  return { unitId: key.slice(0, blank), role: key.slice(blank + 1) || null };
};

/** Every nested look-up goes through one of these, in plugins too: a page costs one call per kind, whatever its size. */
export const loaders = {
  cases: batched('cases', (context, ids) => context.desk.findMany(ids)),
  parties: batched('parties', (context, ids) => context.desk.partiesOf(ids)),
  deadlines: batched('deadlines', (context, ids) => context.desk.deadlinesOf(ids)),
  moves: batched('moves', (context, ids) => context.desk.movesOf(ids)),
  links: batched('links', (context, ids) => context.desk.linksOf(ids)),
  units: batched('units', (context, ids) => context.directory.units(ids)),
  unitVersions: batched('unitVersions', (context, ids) => context.directory.unitVersions(ids)),
  places: batched('places', (context, ids) => context.directory.places(ids)),
  reports: batched('reports', (context, ids) => context.desk.reports(ids)),
  casesOfReports: batched('casesOfReports', (context, ids) => context.desk.casesOfReports(ids)),
  storedTypes: singly('storedTypes', (context, name) => context.directory.storedType(name)),
  answering: batched('answering', (context, ids) => context.directory.answering(ids)),
  /** By the id of a unit, a blank and a role; without the role, of every role. */
  holders: batched('holders', (context, keys) => context.desk.holdersOf(keys.map(heldAt))),
} as const;

const jurisdictionsKey = Symbol('jurisdictions');

/** All jurisdictions, read once a request. */
export const allJurisdictions = (context: RequestContext): ReturnType<RequestContext['directory']['jurisdictions']> =>
  context.cached(jurisdictionsKey, () => context.directory.jurisdictions());

/** After a write: whatever this request has read of the case is read anew. */
export function forgetCase(context: RequestContext, caseId: string): void {
  context.desk.forget();
  for (const loader of [loaders.cases, loaders.parties, loaders.deadlines, loaders.moves, loaders.links]) loader(context).clear(caseId);
}

/** Everything that was looked up in this context is looked up anew. */
export function forgetAll(context: RequestContext): void {
  context.desk.forget();
  shelfOf(context).clear();
}
