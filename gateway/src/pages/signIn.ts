import { label } from '@maplebridge/contract';
import { keepSignIn, takeSignIn, type Query } from '@maplebridge/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { generators, type Client } from 'openid-client';
import type { PageClient } from '../config/readConfig';
import { addressOf, answer } from '../http/app';
import type { HttpAnswer } from '../http/answers';
import type { CountFailure } from '../identity/attempts';
import { openProvider } from '../identity/provider';
import { networkOf, openBuckets, pageLimits, tryBuckets, type Buckets } from '../limits';
import type { SecurityLog } from '../log';
import type { Peers } from '../peer';
import { cookie, type Cookie } from './cookies';
import { safeReturn } from './returnTo';
import { hashOf, newSecret, type Sessions } from './sessions';

export const signInPaths = { start: '/sign-in', back: '/sign-in/callback', out: '/sign-out' } as const;

export interface Pages {
  readonly client: PageClient;
  readonly sessions: Sessions;
  readonly query: Query;
  readonly failed: CountFailure;
}

export interface SignInFacts extends Pages {
  readonly peers: Peers;
  readonly security: SecurityLog;
}

/** Code flow with PKCE. Tokens of the provider stay here and are forgotten at once: a page is given a cookie and nothing that it could lose. */
export function answerSignIn(app: FastifyInstance, facts: SignInFacts): void {
  const starts = openBuckets(tryBuckets.signIns);
  const desk = {
    ...facts,
    starts,
    clientOf: openClient(facts.client),
    flow: cookie('maplebridge-sign-in', facts.client.publicUrl.startsWith('https:')),
  };
  app.get(signInPaths.start, async (request, reply) => {
    const wait = starts.take(networkOf(addressOf(request, facts.peers)));
    if (wait > 0) return answer(request, reply.header('retry-after', String(Math.ceil(wait / 1000))), answersOf.tooMany);
    return begin(desk, request, reply);
  });
  app.get(signInPaths.back, (request, reply) => comeBack(desk, request, reply));
  app.post(signInPaths.out, async (request, reply) => {
    const { sessions } = facts;
    if (!sessions.isOwnPage(request.headers)) return answer(request, reply, answersOf.foreign);
    await sessions.end(request.headers);
    return reply.header('set-cookie', sessions.clear).code(204).send();
  });
}

interface SignInDesk extends SignInFacts {
  readonly clientOf: () => Promise<Client>;
  readonly flow: Cookie;
  readonly starts: Buckets;
}

/** Sends the browser to the provider, with what the answer has to match kept here and not in the browser. */
async function begin({ client, query, clientOf, flow }: SignInDesk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const returnTo = safeReturn((request.query as { returnTo?: unknown }).returnTo, client.publicUrl);
  if (returnTo === null) return answer(request, reply, answersOf.returnTo);
  const provider = await clientOf().catch(() => null);
  if (provider === null) return answer(request, reply, answersOf.down);
  const [held, state, nonce, verifier] = [newSecret(), generators.state(), generators.nonce(), generators.codeVerifier()];
  await keepSignIn(query, hashOf(held), { state, nonce, verifier, returnTo, endsAt: new Date(Date.now() + pageLimits.signInMs) });
  const to = provider.authorizationUrl({
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: generators.codeChallenge(verifier),
    code_challenge_method: 'S256',
    ...hintIn(request),
  });
  return reply.header('set-cookie', flow.set(held, pageLimits.signInMs / 1000)).redirect(to, 303);
}

/** A session for whoever the provider says it is. Whatever was signed in before in this browser ends: nobody plants a session. */
async function comeBack(desk: SignInDesk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { client, sessions, flow, query, clientOf, starts, peers } = desk;
  const held = flow.read(request.headers);
  const begun = held === undefined ? null : await takeSignIn(query, hashOf(held));
  if (begun === null) return refuse(desk, { request, reply, reason: 'no sign-in was under way' });
  const provider = await clientOf().catch(() => null);
  if (provider === null) return answer(request, reply, answersOf.down);
  const { state, nonce, verifier: code_verifier, returnTo } = begun;
  const checks = { state, nonce, code_verifier, response_type: 'code' };
  const tokens = await provider.callback(redirectUri(client), provider.callbackParams(request.raw), checks).catch((error: Error) => error);
  if (tokens instanceof Error) return refuse(desk, { request, reply, reason: `the provider's answer was refused (${tokens.name})` });
  const { sub: subject, name } = tokens.claims();
  starts.giveBack(networkOf(addressOf(request, peers)));
  await sessions.end(request.headers);
  const session = await sessions.begin({ issuer: client.issuer, subject, name: name?.slice(0, 256) ?? subject });
  return reply.header('set-cookie', [flow.clear, session]).redirect(returnTo, 303);
}

interface Refused {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** For the security log: the browser is told one text for every reason. */
  readonly reason: string;
}

/** Counted for each sign-in that was begun, as failures of sessions are for each session; an answer to none counts for its address. */
function refuse({ security, peers, flow, failed }: SignInDesk, { request, reply, reason }: Refused): FastifyReply {
  const address = addressOf(request, peers);
  security({ event: 'token refused', reason, address, requestId: request.id });
  const refusal = failed({ named: `sign-in ${flow.read(request.headers)?.slice(0, 64) ?? ''}`, address });
  if (refusal)
    return answer(request, reply.header('retry-after', String(refusal.details['retryAfter'])), {
      ...answersOf.tooMany,
      text: refusal.text,
    });
  return answer(request, reply.header('set-cookie', flow.clear), answersOf.refused);
}

const redirectUri = ({ publicUrl }: PageClient): string => `${publicUrl}${signInPaths.back}`;

/** Who the page thinks is signing in, so that the provider need not ask for the name. */
function hintIn({ query }: FastifyRequest): { readonly login_hint?: string } {
  const { hint } = query as { hint?: unknown };
  return typeof hint === 'string' && hint.length <= 256 ? { login_hint: hint } : {};
}

function openClient(client: PageClient): () => Promise<Client> {
  const discover = openProvider(client.issuer);
  return async () => {
    const { issuer } = await discover();
    return new issuer.Client({
      client_id: client.clientId,
      redirect_uris: [redirectUri(client)],
      response_types: ['code'],
      ...(client.clientSecret === undefined ? { token_endpoint_auth_method: 'none' } : { client_secret: client.clientSecret }),
    });
  };
}

const answersOf = {
  returnTo: {
    status: 400,
    code: 'BAD_USER_INPUT',
    text: label('returnTo 须为本平台的路径，例如 /inbox。', 'returnTo has to be a path of this platform, for example /inbox.'),
  },
  tooMany: {
    status: 429,
    code: 'RATE_LIMITED',
    text: label('登录过于频繁，请稍后重试。', 'There were too many sign-ins. Try again shortly.'),
  },
  down: {
    status: 503,
    code: 'UNAVAILABLE',
    text: label('暂时无法联系登录提供方，请稍后重试。', 'The sign-in provider cannot be reached right now. Try again shortly.'),
  },
  refused: {
    status: 401,
    code: 'UNAUTHENTICATED',
    text: label('登录未完成。请从 /sign-in 重新开始。', 'The sign-in did not come to an end. Begin again at /sign-in.'),
  },
  foreign: { status: 403, code: 'FORBIDDEN', text: label('只能从本平台的页面退出。', 'Signing out is for pages of this platform.') },
} as const satisfies Record<string, HttpAnswer>;
