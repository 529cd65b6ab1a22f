import {
  endPageSessions,
  openPageSessions,
  personBySubject,
  tellRightsChanged,
  type Database,
  type ListedSession,
} from '@maplebridge/storage';

interface Who {
  readonly issuer: string;
  readonly subject: string;
}

/** Those that are not over. Somebody who was never seen has none. */
export async function listSessions({ query }: Database, { issuer, subject }: Who): Promise<readonly ListedSession[]> {
  const person = await personBySubject(query, issuer, subject);
  return person ? openPageSessions(query, person.id) : [];
}

/** How many ended; the next request with one of their cookies is refused, and their streams end. */
export async function endSessions(database: Database, { issuer, subject, at }: Who & { readonly at: Date }): Promise<number> {
  return database.transaction(async (query) => {
    const person = await personBySubject(query, issuer, subject);
    const ended = person ? await endPageSessions(query, person.id, 'revoked') : 0;
    if (person && ended > 0) await tellRightsChanged(query, { personId: person.id, at });
    return ended;
  });
}
