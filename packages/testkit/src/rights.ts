import { developmentIssuerName } from '@maplebridge/gateway';
import { appoint, endAppointments, meetPerson, openDatabase, tellRightsChanged, unitByCode, type Query } from '@maplebridge/storage';

/** Who gets or loses which post where. */
export interface PostOf {
  readonly subject: string;
  readonly role: string;
  readonly unitCode: string;
}

/** Writes the post, raises the person's rights version and tells the ledger: in one transaction, as an operator does. */
export const grantPost = (url: string, post: PostOf, at: Date): Promise<void> =>
  changeRights(url, { ...post, at }, (query, held) => appoint(query, { ...held, from: at, until: null }));

/** Ends the post; fails when it was not held. */
export const revokePost = (url: string, post: PostOf, at: Date): Promise<void> =>
  changeRights(url, { ...post, at }, async (query, held) => {
    if ((await endAppointments(query, { ...held, at })) === 0)
      throw new Error(`${post.subject} holds no post "${post.role}" in ${post.unitCode}.`);
  });

interface Held {
  readonly personId: string;
  readonly role: string;
  readonly unitId: string;
}

async function changeRights(
  url: string,
  { subject, role, unitCode, at }: PostOf & { readonly at: Date },
  change: (query: Query, held: Held) => Promise<unknown>,
): Promise<void> {
  const database = await openDatabase({ url, poolSize: 1, applicationName: 'testkit rights' });
  try {
    await database.transaction(async (query) => {
      const unit = await unitByCode(query, unitCode);
      if (!unit) throw new Error(`There is no unit ${unitCode}.`);
      const { id } = await meetPerson(query, developmentIssuerName, subject);
      await change(query, { personId: id, role, unitId: unit.id });
      await tellRightsChanged(query, { personId: id, at, unitId: unit.id, role });
    });
  } finally {
    await database.close();
  }
}
