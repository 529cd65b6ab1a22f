import { Refusal } from '@maplebridge/contract';
import { makeServiceSecret, serviceIssuerName } from '@maplebridge/gateway';
import {
  endServiceToken,
  keepServiceToken,
  meetPerson,
  serviceTokens,
  tellRightsChanged,
  type Database,
  type ServiceTokenRow,
} from '@maplebridge/storage';
import { isUuid } from '../shell/isUuid';

export interface MadeToken {
  readonly id: string;
  /** Shown once and kept nowhere. */
  readonly token: string;
}

interface Wanted {
  readonly subject: string;
  readonly addresses: readonly string[] | null;
  readonly endsAt: Date;
}

export async function makeToken({ query }: Database, { subject, addresses, endsAt }: Wanted): Promise<MadeToken> {
  const { id: personId } = await meetPerson(query, serviceIssuerName, subject);
  const { hash, credentialOf } = makeServiceSecret();
  const id = await keepServiceToken(query, { personId, hash, addresses, endsAt });
  return { id, token: credentialOf(id) };
}

export const listTokens = ({ query }: Database): Promise<ServiceTokenRow[]> => serviceTokens(query);

/** Takes a token back. Its next request is refused and its streams end, by the entry of its rights. */
export async function revokeToken(database: Database, id: string, now: Date): Promise<ServiceTokenRow> {
  return database.transaction(async (query) => {
    const ended = isUuid(id) ? await endServiceToken(query, id, now) : null;
    if (!ended) throw noSuchToken(id);
    await tellRightsChanged(query, { personId: ended.personId, at: now });
    return ended;
  });
}

/** A new secret for the same service, from the same addresses; the old one is good for a while longer, so that both ends can be changed over. */
export async function rotateToken(
  database: Database,
  id: string,
  { oldUntil, endsAt, now }: { readonly oldUntil: Date; readonly endsAt: Date; readonly now: Date },
): Promise<MadeToken> {
  return database.transaction(async (query) => {
    const old = isUuid(id) ? await endServiceToken(query, id, oldUntil) : null;
    if (!old) throw noSuchToken(id);
    const { hash, credentialOf } = makeServiceSecret();
    // Gateways know a good token for a minute; one that ends now must not live on in them.
    if (oldUntil <= now) await tellRightsChanged(query, { personId: old.personId, at: now });
    const made = await keepServiceToken(query, { personId: old.personId, hash, addresses: old.addresses, endsAt });
    return { id: made, token: credentialOf(made) };
  });
}

const noSuchToken = (id: string): Refusal =>
  new Refusal('NOT_FOUND', {
    'zh-CN': `没有令牌“${id}”；见 maplebridge tokens list。`,
    en: `There is no token "${id}"; see maplebridge tokens list.`,
  });
