import { isIP } from 'node:net';
import { isPrivateKey } from '@maplebridge/audit';
import { label } from '@maplebridge/contract';
import { z } from 'zod';
import { usualRates } from '../limits';
import type { Objection } from './mistakes';

/** As the message of a schema: zod's messages are text. */
const objection = (no: Objection): string => JSON.stringify(no);

/** Every rule below brings its own message. */
export const readObjection = (message: string): Objection => JSON.parse(message) as Objection;

const text = (accepts: (value: string) => boolean, no: Objection) => z.string().refine(accepts, objection(no));

const list = (accepts: (item: string) => boolean, no: Objection) =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(accepts), objection(no));

const hasProtocol = (value: string, ...protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

const isOrigin = (value: string): boolean => hasProtocol(value, 'http:', 'https:') && new URL(value).origin === value;

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

export const isSafeKeySource = (value: string): boolean =>
  hasProtocol(value, 'https:') || (hasProtocol(value, 'http:') && isLoopback(new URL(value).hostname.replace(/^\[|\]$/g, '')));

/** 32 bytes in base64. */
const isMasterKey = (value: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(value);

/** An IP address or a CIDR range. */
function isAddressRange(item: string): boolean {
  const [address = '', bits, ...rest] = item.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

const postgres = text((value) => hasProtocol(value, 'postgres:', 'postgresql:'), {
  why: label('不是 PostgreSQL 数据库的 URL。', 'it is not the URL of a PostgreSQL database.'),
  works: label(
    'postgres://user:password@host:5432/database；不填则使用内置 PostgreSQL。',
    'postgres://user:password@host:5432/database, or leave it out for the embedded PostgreSQL.',
  ),
});

/** Not so little that the largest operation could never be asked. */
const rate = (usual: number) =>
  text((value) => /^\d{4,10}$/.test(value) && Number(value) >= 2_000 && Number(value) <= 1_000_000_000, {
    why: label('不是每秒值数。', 'it is no number of values a second.'),
    works: label(
      `2000 到 1000000000 的整数；默认 ${usual}，短时可用其 40 倍。`,
      `a whole number from 2000 to 1000000000; the default is ${usual}, and 40 times as much may be used at once.`,
    ),
  })
    .transform(Number)
    .default(usual);

/** Every variable the gateway reads, and nothing else reads any. */
export const environment = z.object({
  PORT: text((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
    why: label('不是端口号。', 'it is not a port.'),
    works: label('0（任意空闲端口）到 65535 的整数，例如 4000。', 'a whole number from 0 (any free port) to 65535, for example 4000.'),
  })
    .transform(Number)
    .default(4000),
  HOST: text((value) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value), {
    why: label('既不是地址也不是主机名。', 'it is neither an address nor a host name.'),
    works: label('127.0.0.1 仅限本机，0.0.0.0 面向所有网络。', '127.0.0.1 for this machine only, 0.0.0.0 for every network.'),
  }).default('127.0.0.1'),
  DATABASE_URL: postgres.optional(),
  DATABASE_ADMIN_URL: postgres.optional(),
  DATABASE_POOL: text((value) => /^\d{1,3}$/.test(value) && Number(value) >= 2 && Number(value) <= 200, {
    why: label('不是连接数。', 'it is no number of connections.'),
    works: label(
      '2 到 200 的整数；默认 6，约为数据库核数的两到三倍。',
      'a whole number from 2 to 200; the default is 6. Two or three for each core of the database.',
    ),
  })
    .transform(Number)
    .default(6),
  PUBLIC_URL: text((value) => hasProtocol(value, 'http:', 'https:') && !/[?#]/.test(value), {
    why: label('不是不带查询和片段的 http(s) URL。', 'it is not an http(s) URL without query and fragment.'),
    works: label('用户输入的地址，例如 https://cases.example.org。', 'the address people type, for example https://cases.example.org.'),
  }).optional(),
  TRUST_PROXY: list(isAddressRange, {
    why: label('含有既非地址也非网段的内容。', 'it holds something that is neither an address nor a range.'),
    works: label(
      '代理的地址或 CIDR 网段，用逗号分隔，例如 10.0.0.0/8,::1；没有代理则不填。',
      'addresses or CIDR ranges of your proxies with commas between, for example 10.0.0.0/8,::1. Leave it out without a proxy.',
    ),
  }).default([]),
  ALLOWED_ORIGINS: list(isOrigin, {
    why: label('含有不是来源（origin）的内容。', 'it holds something that is not an origin.'),
    works: label(
      '协议、主机和端口，不带路径，用逗号分隔，例如 https://app.example.org,http://localhost:5173。',
      'scheme, host and port with commas between and no path, for example https://app.example.org,http://localhost:5173.',
    ),
  }).default([]),
  RATE_PER_PERSON: rate(usualRates.perPerson),
  RATE_PER_ADDRESS: rate(usualRates.perAddress),
  OIDC_ISSUER: text((value) => isSafeKeySource(value) && !/[?#]/.test(value), {
    why: label(
      '签发方须为 https URL（本机可用 http），不带查询和片段。',
      'an issuer is an https URL (http on this machine) without query and fragment.',
    ),
    works: label(
      '令牌中 `iss` 的原值，例如 https://login.example.org/realms/city。',
      'the exact `iss` of your tokens, for example https://login.example.org/realms/city.',
    ),
  }).optional(),
  OIDC_CLIENT_ID: text((value) => value.length <= 512, {
    why: label('超过 512 个字符。', 'it is longer than 512 characters.'),
    works: label(
      '在提供方登记的客户端标识；不填则网页不能登录。',
      'the client that you registered at the provider. Left out, pages cannot sign in.',
    ),
  }).optional(),
  OIDC_CLIENT_SECRET: text((value) => value.length >= 16, {
    why: label('少于 16 个字符，可以猜到。', 'it is shorter than 16 characters and can be guessed.'),
    works: label(
      '提供方为该客户端生成的密钥；公开客户端不填。',
      'the secret that the provider made for the client; leave it out for a public client.',
    ),
  }).optional(),
  JWKS_URL: text(isSafeKeySource, {
    why: label('公钥须经 https 取得，或来自本机。', 'keys must come over https, or from this machine.'),
    works: label(
      '签发方的公钥集，例如 https://login.example.org/.well-known/jwks.json。',
      "the issuer's key set, for example https://login.example.org/.well-known/jwks.json.",
    ),
  }).optional(),
  JWT_ISSUER: text((value) => value.length <= 512 && !/^maplebridge[-:]/.test(value), {
    why: label(
      '超过 512 个字符，或以保留的 maplebridge- 或 maplebridge: 开头。',
      'it is longer than 512 characters, or begins with maplebridge- or maplebridge:, which are reserved.',
    ),
    works: label('令牌中 `iss` 的原值。', 'the exact `iss` of your tokens.'),
  }).optional(),
  JWT_AUDIENCE: text((value) => value.length <= 512, {
    why: label('超过 512 个字符。', 'it is longer than 512 characters.'),
    works: label('令牌中 `aud` 的原值。', 'the exact `aud` of your tokens.'),
  }).optional(),
  NODE_ENV: z
    .enum(
      ['development', 'production', 'test'],
      objection({
        why: label('不是已知的运行环境。', 'it is no known environment.'),
        works: label('development、production 或 test。', 'development, production or test.'),
      }),
    )
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      objection({
        why: label('不是日志级别。', 'it is no log level.'),
        works: label('fatal、error、warn、info、debug 或 silent。', 'fatal, error, warn, info, debug or silent.'),
      }),
    )
    .default('info'),
  MAPLEBRIDGE_CONFIG: z.string().default('maplebridge.config.json'),
  MAPLEBRIDGE_HOME: z.string().default('.maplebridge'),
  MAPLEBRIDGE_MASTER_KEY: text(isMasterKey, {
    why: label('不是 base64 编码的 32 字节。', 'it is not 32 bytes in base64.'),
    works: label(
      'openssl rand -base64 32 的输出。请妥善保存：没有它，已封存的个人信息无法打开。',
      'the output of: openssl rand -base64 32. Keep it: without it sealed personal values cannot be opened.',
    ),
  }).optional(),
  MAPLEBRIDGE_MASTER_KEY_PREVIOUS: list(isMasterKey, {
    why: label('其中有的不是 base64 编码的 32 字节。', 'one of them is not 32 bytes in base64.'),
    works: label('以前的 MAPLEBRIDGE_MASTER_KEY，用逗号分隔。', 'earlier values of MAPLEBRIDGE_MASTER_KEY, with commas between them.'),
  }).default([]),
  AUDIT_SIGNING_KEY: text(isPrivateKey, {
    why: label('不是 Ed25519 私钥（PEM）。', 'it is no Ed25519 private key in PEM.'),
    works: label(
      'maplebridge audit keygen FILE 所生成的文件，最好经 AUDIT_SIGNING_KEY_FILE 提供。',
      'the file that maplebridge audit keygen FILE makes, best through AUDIT_SIGNING_KEY_FILE.',
    ),
  }).optional(),
  AUDIT_CHECKPOINTS: z.string().optional(),
  SURFACE: z
    .enum(
      ['all', 'public'],
      objection({
        why: label('不是可提供的范围。', 'it is no surface.'),
        works: label(
          'public：只提供居民使用的操作；all：也供工作人员使用。',
          'public: the operations of residents only; all: those of staff as well.',
        ),
      }),
    )
    .default('all'),
  TRUSTED_DOCUMENTS: z.string().optional(),
  TRUSTED_DOCUMENTS_ONLY: z
    .enum(
      ['true', 'false'],
      objection({
        why: label('只能是 true 或 false。', 'it is neither true nor false.'),
        works: label('true：只接受清单中的文档；false：也接受其他文档。', 'true: documents of manifests only; false: others as well.'),
      }),
    )
    .default('false'),
});

export type Environment = z.output<typeof environment>;

/** These may stand in a file instead (Docker and Kubernetes secrets): `DATABASE_URL_FILE=/run/secrets/database`. */
export const secretVariables = [
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'OIDC_CLIENT_SECRET',
  'MAPLEBRIDGE_MASTER_KEY',
  'MAPLEBRIDGE_MASTER_KEY_PREVIOUS',
  'AUDIT_SIGNING_KEY',
] as const;
