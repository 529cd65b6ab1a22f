import type { PostHolder } from '@maplebridge/contract';
import { postHolders } from '@maplebridge/storage';
import type { Session } from './session';
import { isStorable, isUuid } from './uuid';

/** Holders told of one unit at once. */
const mostHolders = 100;

/** Who holds posts in these units now; nobody for a viewer who holds none. */
export async function holdersOf(
  session: Session,
  asked: readonly { readonly unitId: string; readonly role: string | null }[],
): Promise<readonly (readonly PostHolder[])[]> {
  const { viewer, platform } = session;
  const askable = asked.filter(({ unitId, role }) => isUuid(unitId) && isStorable(role ?? ''));
  if (!viewer || askable.length === 0) return asked.map(() => []);
  const as = { personId: viewer.personId, at: platform.now(), limit: mostHolders };
  const rows = await postHolders(platform.database.query, askable, as);
  return asked.map((one) =>
    rows.filter((row) => askable[row.asked] === one).map(({ personId, role, from, until }) => ({ personId, role, from, until })),
  );
}
