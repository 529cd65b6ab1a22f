import { Refusal, type Jurisdiction, type UnitRecord } from '@maplebridge/contract';
import { appoint, endAppointments, meetPerson, tellRightsChanged, unitByCode, type Database, type Query } from '@maplebridge/storage';

export interface Post {
  readonly issuer: string;
  readonly subject: string;
  readonly role: string;
  readonly unit: UnitRecord;
}

/** The unit and the role are looked at together: both are wrong as often as one. */
export async function checkPost(
  database: Database,
  jurisdictions: readonly Jurisdiction[],
  { role, code }: { role: string; code: string },
): Promise<UnitRecord> {
  const roles = [...new Set(jurisdictions.flatMap((one) => one.caseTypes.flatMap((type) => Object.keys(type.posts as object))))].sort();
  const unit = await unitByCode(database.query, code);
  const wrong = [
    ...(roles.includes(role)
      ? []
      : [
          {
            'zh-CN': `没有岗位“${role}”；已加载的有：${roles.join('、')}。`,
            en: `There is no post "${role}"; the loaded plugins have ${roles.join(', ')}.`,
          },
        ]),
    ...(unit
      ? []
      : [{ 'zh-CN': `没有单位“${code}”；见 maplebridge units list。`, en: `There is no unit "${code}"; see maplebridge units list.` }]),
  ];
  if (unit && wrong.length === 0) return unit;
  throw new Refusal('BAD_USER_INPUT', { 'zh-CN': wrong.map((one) => one['zh-CN']).join(' '), en: wrong.map((one) => one.en).join(' ') });
}

export interface Changed {
  readonly personId: string;
  /** False when rights were that way already: then nothing was written. */
  readonly isChanged: boolean;
}

/** Gives a post to a person, who need not have been seen before. Takes effect at their next statement. */
export async function grant(
  database: Database,
  post: Post,
  term: { readonly from: Date; readonly until: Date | null; readonly now: Date },
): Promise<Changed> {
  return database.transaction(async (query) => {
    const personId = await lockedPerson(query, post);
    if (await isHeld(query, { ...post, personId }, term)) return { personId, isChanged: false };
    await appoint(query, { personId, role: post.role, unitId: post.unit.id, from: term.from, until: term.until });
    await tellRightsChanged(query, { personId, at: term.now, unitId: post.unit.id, role: post.role });
    return { personId, isChanged: true };
  });
}

/** Ends the post; streams that it opened end with the next entry they read. */
export async function revoke(database: Database, post: Post, now: Date): Promise<Changed> {
  return database.transaction(async (query) => {
    const personId = await lockedPerson(query, post);
    const ended = await endAppointments(query, { personId, role: post.role, unitId: post.unit.id, at: now });
    if (ended === 0) return { personId, isChanged: false };
    await tellRightsChanged(query, { personId, at: now, unitId: post.unit.id, role: post.role });
    return { personId, isChanged: true };
  });
}

/** Two commands about one person at once wait for each other: the second sees what the first did. */
async function lockedPerson(query: Query, { issuer, subject }: Post): Promise<string> {
  const { id } = await meetPerson(query, issuer, subject);
  await query(`select from core.person where id = $1 for update`, [id]);
  return id;
}

async function isHeld(
  query: Query,
  held: Post & { readonly personId: string },
  term: { readonly from: Date; readonly until: Date | null },
): Promise<boolean> {
  const rows = await query(
    `select id from core.appointment where person_id = $1 and role = $2 and unit_id = $3 and valid_from <= $4
        and (valid_until is null or valid_until >= coalesce($5, 'infinity'::timestamptz))`,
    [held.personId, held.role, held.unit.id, term.from, term.until],
  );
  return rows.length > 0;
}
