import type { AccessRecord, Page, Window } from '@maplebridge/contract';
import { accessById, accessesOf, type AccessKey } from '@maplebridge/storage';
import { signedIn, type Session } from './session';
import { isUuid } from './uuid';
import { cutOf, pageOf } from './window';

/** Who opened personal values of the viewer, whichever case they stand in: the person concerned may always read it. */
export async function accessLog(session: Session, window: Window): Promise<Page<AccessRecord>> {
  const { database, cursors } = session.platform;
  const { personId } = signedIn(session);
  const purpose = `accesses ${personId}`;
  const cut = cutOf<AccessKey>(window, cursors, purpose);
  const rows = await accessesOf(database.query, personId, { from: cut.from, isBackward: cut.isBackward, limit: cut.size + 1 });
  return pageOf(rows, cut, ({ key, ...row }) => ({ cursor: cursors.sealPage(key, purpose), row }));
}

/** Null for what is absent and for what concerns somebody else. */
export async function accessRecord({ viewer, platform }: Session, id: string): Promise<AccessRecord | null> {
  return viewer && isUuid(id) ? accessById(platform.database.query, viewer.personId, id) : null;
}
