import { isIP } from 'node:net';
import { z } from 'zod';

/** Why a value is refused and what would work; read back by `readConfig`. */
interface Objection {
  readonly why: string;
  readonly works: string;
}

const separator = ' -- ';
const objection = ({ why, works }: Objection): string => why + separator + works;

export function readObjection(message: string): Objection {
  const [why = message, works = 'see docs/operations.md'] = message.split(separator);
  return { why, works };
}

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

const isSafeKeySource = (value: string): boolean =>
  hasProtocol(value, 'https:') || (hasProtocol(value, 'http:') && isLoopback(new URL(value).hostname.replace(/^\[|\]$/g, '')));

/** An IP address or a CIDR range. */
function isAddressRange(item: string): boolean {
  const [address = '', bits, ...rest] = item.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

const postgres = text((value) => hasProtocol(value, 'postgres:', 'postgresql:'), {
  why: 'it is not the URL of a PostgreSQL database.',
  works: 'postgres://user:password@host:5432/database, or leave it out for the embedded PostgreSQL.',
});

/** Every variable the gateway reads, and nothing else reads any. */
export const environment = z.object({
  PORT: text((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
    why: 'it is not a port.',
    works: 'a whole number from 0 (any free port) to 65535, for example 4000.',
  })
    .transform(Number)
    .default(4000),
  HOST: text((value) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value), {
    why: 'it is neither an address nor a host name.',
    works: '127.0.0.1 for this machine only, 0.0.0.0 for every network.',
  }).default('127.0.0.1'),
  DATABASE_URL: postgres.optional(),
  MIGRATION_DATABASE_URL: postgres.optional(),
  PUBLIC_URL: text((value) => hasProtocol(value, 'http:', 'https:') && !/[?#]/.test(value), {
    why: 'it is not an http(s) URL without query and fragment.',
    works: 'the address people type, for example https://cases.example.org.',
  }).optional(),
  TRUST_PROXY: list(isAddressRange, {
    why: 'it holds something that is neither an address nor a range.',
    works: 'addresses or CIDR ranges of your proxies with commas between, for example 10.0.0.0/8,::1. Leave it out without a proxy.',
  }).default([]),
  ALLOWED_ORIGINS: list(isOrigin, {
    why: 'it holds something that is not an origin.',
    works: 'scheme, host and port with commas between and no path, for example https://app.example.org,http://localhost:5173.',
  }).default([]),
  JWKS_URL: text(isSafeKeySource, {
    why: 'keys must come over https, or from this machine.',
    works: "the issuer's key set, for example https://login.example.org/.well-known/jwks.json.",
  }).optional(),
  JWT_ISSUER: text((value) => value.length <= 512, {
    why: 'it is longer than 512 characters.',
    works: 'the exact `iss` of your tokens.',
  }).optional(),
  JWT_AUDIENCE: text((value) => value.length <= 512, {
    why: 'it is longer than 512 characters.',
    works: 'the exact `aud` of your tokens.',
  }).optional(),
  NODE_ENV: z
    .enum(
      ['development', 'production', 'test'],
      objection({ why: 'it is no known environment.', works: 'development, production or test.' }),
    )
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      objection({ why: 'it is no log level.', works: 'fatal, error, warn, info, debug or silent.' }),
    )
    .default('info'),
  MAPLEBRIDGE_CONFIG: z.string().default('maplebridge.config.json'),
  MAPLEBRIDGE_HOME: z.string().default('.maplebridge'),
  MAPLEBRIDGE_MASTER_KEY: text((value) => /^[A-Za-z0-9+/]{43}=$/.test(value), {
    why: 'it is not 32 bytes in base64.',
    works: 'the output of: openssl rand -base64 32. Keep it: without it sealed personal values cannot be opened.',
  }).optional(),
});

export type Environment = z.output<typeof environment>;

/** These may stand in a file instead (Docker and Kubernetes secrets): `DATABASE_URL_FILE=/run/secrets/database`. */
export const secretVariables = ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'MAPLEBRIDGE_MASTER_KEY'] as const;
