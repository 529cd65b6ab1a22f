import { label, type Label } from '@maplebridge/contract';
import { isLoopback } from './environment';
import { maskedUrl } from './masked';
import type { Mistake } from './mistakes';
import { mayIssueTokens, type ReadableEnvironment } from './rules';

/** 12 characters of a random password of letters and digits are 71 bits. A convention of this platform. */
const shortest = 12;

/** What passwords of databases are called in tutorials, and what people make of it with a year behind it. */
const common = new Set(
  `postgres postgresql password passw passwd passphrase maplebridge admin administrator root secret changeme changeit default database
   test testing demo example master qwerty qwertyuiop letmein welcome docker runtime migrator iloveyou abc abcdef abcdefgh`.split(/\s+/),
);

/** What makes the logins of the database easy to guess, where strangers may reach it. On a machine of one's own nobody is kept from trying. */
export function passwordMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.HOST === undefined || mayIssueTokens(env)) return [];
  return (['DATABASE_URL', 'DATABASE_ADMIN_URL'] as const).flatMap((variable) => {
    const given = env[variable];
    const why = given === undefined ? null : weaknessOf(new URL(given));
    return given === undefined || why === null ? [] : [{ variable, given: maskedUrl(given), why, works }];
  });
}

const works = label(
  `openssl rand -hex 24 的输出，或至少 ${shortest} 个字符的随机密码；经本机套接字或环回地址连接时可不设密码。`,
  `the output of: openssl rand -hex 24, or another random password of ${shortest} characters or more. Over a socket or a loopback address it may be left out.`,
);

function weaknessOf(url: URL): Label | null {
  const { username, password } = loginIn(url);
  if (password === '')
    return needsNone(url) ? null : label('没有密码，数据库会接受任何人。', 'it has no password: the database would take anybody.');
  if (password.length < shortest) return label(`密码少于 ${shortest} 个字符。`, `its password is shorter than ${shortest} characters.`);
  if (isNameLike(password, [username, url.hostname, url.pathname.slice(1)])) {
    return label('密码由用户名、主机名或数据库名而来。', 'its password is made of the name of the login, the host or the database.');
  }
  return isCommon(password)
    ? label('密码是常见词，或只有少数几种字符。', 'its password is a common word, or made of few characters.')
    : null;
}

/** As pg reads a URL: parameters say what the front does not. */
function loginIn(url: URL): { readonly username: string; readonly password: string } {
  const part = (front: string, name: string): string => decoded(front) || (url.searchParams.get(name) ?? '');
  return { username: part(url.username, 'user'), password: part(url.password, 'password') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}

/** A socket asks the system who is there, and a loopback address is reached from this machine only; elsewhere a certificate may say it. */
function needsNone({ hostname, searchParams }: URL): boolean {
  const host = searchParams.get('host') ?? decoded(hostname).replace(/^\[|\]$/g, '');
  return host === '' || host.startsWith('/') || isLoopback(host) || searchParams.has('sslcert');
}

/** Letters only, in small ones: `Postgres-2026!` is `postgres`. */
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

const isNameLike = (password: string, names: readonly string[]): boolean =>
  names.some(
    (name) => name !== '' && (password.toLowerCase() === name.toLowerCase() || (bare(name) !== '' && bare(password) === bare(name))),
  );

/** Also a common word twice, and digits alone unless there are many. */
function isCommon(password: string): boolean {
  const letters = bare(password);
  const half = letters.slice(0, letters.length / 2);
  const isDigits = /^[\d\p{P}\p{S}]+$/u.test(password) && password.length < 20;
  return isDigits || common.has(letters) || (letters === half + half && common.has(half)) || new Set(password).size < 5;
}
