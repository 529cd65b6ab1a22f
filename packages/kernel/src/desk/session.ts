import { Refusal, type Viewer } from '@maplebridge/contract';
import { meetPerson, RightsMoved, type PartyRow, type PersonRow, type Seer, type TimelineRow } from '@maplebridge/storage';
import { sightBranches, supervisingBranches } from '../law';
import type { Platform } from './platform';
import type { Found } from './records';

/** Who a verified token speaks of. It says who, never what they may. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name?: string;
  readonly expiresAt: Date;
  /** For what can be taken back before it expires; whoever takes it back raises the version of the person's rights. */
  readonly isGood?: () => Promise<boolean>;
}

/** The issuer of those who take part by a link of a party. */
export const partyLinkIssuer = 'maplebridge:party-link';

export const takesPartByLink = ({ identity }: Pick<Session, 'identity'>): boolean => identity?.issuer === partyLinkIssuer;

/** A viewer as loaded: with what statements compare, and nobody else has to know. */
export interface LoadedViewer extends Viewer {
  /** Was ever brought into a case. */
  readonly isInvolved: boolean;
  /** Was ever excluded from a case. */
  readonly isExcluded: boolean;
}

/** One request's viewer, reloaded when a statement finds that the rights have moved. */
export interface Session {
  readonly platform: Platform;
  readonly requestId: string;
  readonly identity: Identity | null;
  viewer: LoadedViewer | null;
  /** What planned statements brought along about cases, so that fields which are not planned need not read it again. */
  readonly gathered: Map<string, Gathered>;
  readonly remembered?: Remembered;
}

/** A case with facts about it; a fact that was not asked for is absent. */
export interface Gathered {
  readonly found: Found;
  readonly parties?: readonly PartyRow[];
  readonly timeline?: readonly TimelineRow[];
  readonly routes?: readonly { readonly type: string; readonly state: string }[];
}

export interface SessionFacts {
  readonly identity: Identity | null;
  readonly requestId: string;
  /** Given where every statement of the request compares rights: those of an earlier request will do until one finds others. */
  readonly remembered?: Remembered;
}

export async function openSession(platform: Platform, { identity, requestId, remembered }: SessionFacts): Promise<Session> {
  const viewer = identity ? ((await remembered?.viewer(identity)) ?? (await loadViewer(platform, identity))) : null;
  return { platform, requestId, identity, viewer, gathered: new Map(), ...(remembered ? { remembered } : {}) };
}

/** Rights as they were loaded last, person by person; no more than so many. */
export interface Remembered {
  readonly viewer: (identity: Identity) => Promise<LoadedViewer>;
  /** They have moved: loads them again. */
  readonly reload: (identity: Identity) => Promise<LoadedViewer>;
}

const mostRemembered = 10_000;

export function rememberViewers(platform: Platform): Remembered {
  const known = new Map<string, LoadedViewer>();
  const keyOf = ({ issuer, subject }: Identity): string => `${issuer}\n${subject}`;
  const reload = async (identity: Identity): Promise<LoadedViewer> => {
    const viewer = await loadViewer(platform, identity);
    known.delete(keyOf(identity));
    for (const oldest of known.size >= mostRemembered ? [...known.keys()].slice(0, 1) : []) known.delete(oldest);
    known.set(keyOf(identity), viewer);
    return viewer;
  };
  return {
    reload,
    viewer: async (identity) => {
      const found = known.get(keyOf(identity));
      const isSame = found?.sessionEndsAt.getTime() === identity.expiresAt.getTime() && found.name === (identity.name ?? identity.subject);
      return found && isSame ? found : reload(identity);
    },
  };
}

export async function loadViewer(platform: Platform, identity: Identity): Promise<LoadedViewer> {
  const [person, isGood] = await Promise.all([
    meetPerson(platform.database.query, identity.issuer, identity.subject),
    identity.isGood?.() ?? true,
  ]);
  if (!isGood) throw takenBack();
  await platform.rules.noticeTree(person.treeVersion);
  return {
    personId: person.id,
    name: identity.name ?? identity.subject,
    posts: platform.whole ? [] : person.posts.map(heldPost),
    rightsVersion: person.rightsVersion,
    treeVersion: person.treeVersion,
    isInvolved: person.isInvolved,
    isExcluded: person.isExcluded,
    ...(person.emergencies.length && !platform.whole
      ? { emergencies: person.emergencies.map((one) => ({ ...one, until: new Date(one.until) })) }
      : {}),
    sessionEndsAt: identity.expiresAt,
  };
}

const heldPost = (post: PersonRow['posts'][number]): Viewer['posts'][number] => ({
  role: post.role,
  unitId: post.unitId,
  level: post.level,
  from: new Date(post.from),
  until: post.until === null ? null : new Date(post.until),
});

const seers = new WeakMap<Viewer, { readonly seer: Seer; readonly from: Date; readonly until: Date | null }>();

/** What a viewer sees, made once for as long as none of their posts begins or ends. */
export function seerOf(platform: Platform, viewer: LoadedViewer): Seer {
  const now = platform.now();
  const known = seers.get(viewer);
  if (known && known.from <= now && (known.until === null || now < known.until)) return known.seer;
  const seer = makeSeer(platform, viewer, now);
  seers.set(viewer, { seer, from: now, until: nextTurn(viewer, now) });
  return seer;
}

const makeSeer = (platform: Platform, viewer: LoadedViewer, now: Date): Seer => ({
  personId: viewer.personId,
  rightsVersion: viewer.rightsVersion,
  treeVersion: viewer.treeVersion,
  isInvolved: viewer.isInvolved,
  isExcluded: viewer.isExcluded,
  branches: [
    ...sightBranches(viewer, platform.sights, now).filter(({ kind }) => viewer.isInvolved || kind !== 'involvedPerson'),
    ...emergencyBranches(viewer, platform, now),
  ],
  unitIds: [...new Set(viewer.posts.map((post) => post.unitId))],
  supervising: supervisingBranches(viewer, platform.sights, now),
});

/** Cases that were opened in an emergency which is not over. */
function emergencyBranches({ emergencies = [] }: Viewer, { sights }: Platform, now: Date): Seer['branches'] {
  const caseIds = emergencies.filter(({ until }) => now < until).map(({ caseId }) => caseId);
  return caseIds.length ? [{ kind: 'emergency', caseIds, types: sights.map(({ name }) => name) }] : [];
}

/** The next instant at which a post begins or ends, or an emergency is over. */
function nextTurn({ posts, emergencies = [] }: Viewer, now: Date): Date | null {
  const terms = [...posts.flatMap(({ from, until }) => [from, until]), ...emergencies.map(({ until }) => until)];
  const turns = terms.filter((at): at is Date => at !== null && at > now);
  return turns.length ? new Date(Math.min(...turns.map((at) => at.getTime()))) : null;
}

const mostReloads = 3;

/** Does the work with the rights as loaded; when they have moved meanwhile, loads them again and does it once more. */
export async function withRights<Result>(session: Session, work: (viewer: LoadedViewer, seer: Seer) => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    const viewer = signedIn(session);
    try {
      return await work(viewer, seerOf(session.platform, viewer));
    } catch (error) {
      if (!(error instanceof RightsMoved) || attempt >= mostReloads || !session.identity) throw error;
      session.viewer = await (session.remembered?.reload(session.identity) ?? loadViewer(session.platform, session.identity));
    }
  }
}

const takenBack = (): Refusal =>
  new Refusal('UNAUTHENTICATED', {
    'zh-CN': '令牌已被收回。请取得新令牌后重试。',
    en: 'The token has been taken back. Get a new one and send it again.',
  });

export function signedIn(session: Session): LoadedViewer {
  if (session.viewer) return session.viewer;
  throw new Refusal('UNAUTHENTICATED', {
    'zh-CN': '此操作需要登录：请在 authorization 中提供 Bearer 令牌。',
    en: 'This needs somebody who is signed in: send a Bearer token as authorization.',
  });
}
