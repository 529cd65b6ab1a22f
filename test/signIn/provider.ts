import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generators, Issuer } from 'openid-client';

export interface TestProvider {
  readonly issuer: string;
  /** An access token for somebody, got as a phone app gets one: code flow with PKCE. */
  readonly tokenOf: (subject: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A provider in a process of its own: the package is an ES module, and a real one is not in ours either. */
export async function startProvider(redirectUris: readonly string[] = ['http://127.0.0.1/none']): Promise<TestProvider> {
  const child = fork(program(), redirectUris, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const said: string[] = [];
  child.stderr?.on('data', (part: Buffer) => said.push(part.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const issuer = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { issuer: string }) => resolve(message.issuer));
    child.once('exit', (code) => reject(new Error(`the provider ended with ${code}: ${said.join('')}`)));
  });
  return {
    issuer,
    tokenOf: (subject) => tokenOf(issuer, subject),
    close: async () => {
      child.kill();
      await ended;
    },
  };
}

/** Beside this file, whether it is run as it is written or as it was compiled into dist. */
function program(): string {
  const beside = join(__dirname, 'providerProcess.mjs');
  return existsSync(beside) ? beside : join(__dirname, '..', '..', 'signIn', 'providerProcess.mjs');
}

async function tokenOf(url: string, subject: string): Promise<string> {
  const { Client } = await Issuer.discover(url);
  const redirectUri = 'http://127.0.0.1/done';
  const client = new Client({ client_id: 'phone-app', token_endpoint_auth_method: 'none', redirect_uris: [redirectUri] });
  const [verifier, state, nonce] = [generators.codeVerifier(), generators.state(), generators.nonce()];
  const start = client.authorizationUrl({
    scope: 'openid profile',
    login_hint: subject,
    state,
    nonce,
    code_challenge: generators.codeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const back = await browse(start, (location) => location.startsWith(redirectUri));
  const tokens = await client.callback(redirectUri, client.callbackParams(back), { code_verifier: verifier, state, nonce });
  if (tokens.access_token === undefined) throw new Error('the provider gave no access token');
  return tokens.access_token;
}

/** Follows redirects as a browser does, with its cookies by host, until one leads where it shall end. */
export async function browse(start: string, isEnd: (location: string) => boolean, jar: CookieJar = new Map()): Promise<string> {
  for (let location = start, hops = 0; hops < 12; hops += 1) {
    if (isEnd(location)) return location;
    const answer = await visit(location, jar);
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`${location} answered ${answer.status} and led nowhere: ${await answer.text()}`);
    location = new URL(next, location).toString();
  }
  throw new Error('the provider led round in a circle');
}

/** By origin, cookies by name. */
export type CookieJar = Map<string, Map<string, string>>;

export async function visit(location: string, jar: CookieJar, init: RequestInit = {}): Promise<Response> {
  const { origin } = new URL(location);
  const cookies = jar.get(origin) ?? new Map<string, string>();
  jar.set(origin, cookies);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(location, { redirect: 'manual', ...init, headers: { ...(cookie && { cookie }), ...init.headers } });
  for (const set of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(set)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return answer;
}
