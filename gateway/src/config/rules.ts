import { label } from '@maplebridge/contract';
import { isLoopback, type Environment } from './environment';
import type { Mistake } from './mistakes';

/** What was readable; a variable with a mistake of its own is left out, so that nothing is complained about twice. */
export type ReadableEnvironment = Partial<Environment>;

/** Rules between variables. */
export function mistakesBetween(env: ReadableEnvironment): readonly Mistake[] {
  return [...tokenMistakes(env), ...pageMistakes(env), ...databaseMistakes(env), ...keyMistakes(env), ...manifestMistakes(env)];
}

/** The development issuer signs for anybody who can read this machine: it never leaves it. */
export const mayIssueTokens = (env: ReadableEnvironment): boolean =>
  env.NODE_ENV !== 'production' && env.HOST !== undefined && isLoopback(env.HOST);

function tokenMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.OIDC_ISSUER !== undefined) return [...missingBeside(env, ['JWT_AUDIENCE']), ...secondIssuer(env)];
  if (env.JWKS_URL !== undefined) return missingBeside(env, ['JWT_ISSUER', 'JWT_AUDIENCE']);
  if (!('JWKS_URL' in env) || !('OIDC_ISSUER' in env)) return [];
  if (env.HOST === undefined || mayIssueTokens(env)) return strayIssuer(env);
  const why =
    env.NODE_ENV === 'production'
      ? label(
          'NODE_ENV=production 时没有开发签发方，无人能够登录。',
          'with NODE_ENV=production there is no development issuer, so nobody could sign in.',
        )
      : label(
          `开发签发方只在环回 HOST 上工作，而 HOST 为 ${env.HOST}。`,
          `the development issuer works on a loopback HOST only, and HOST is ${env.HOST}.`,
        );
  return [
    {
      variable: 'OIDC_ISSUER',
      why,
      works: label(
        'OpenID 提供方的地址并设置 JWT_AUDIENCE；或 JWKS_URL 与 JWT_ISSUER、JWT_AUDIENCE；或使用 HOST=127.0.0.1 且不设 NODE_ENV=production。',
        'the issuer of your OpenID provider with JWT_AUDIENCE; or JWKS_URL with JWT_ISSUER and JWT_AUDIENCE; or HOST=127.0.0.1 without NODE_ENV=production.',
      ),
    },
  ];
}

function missingBeside(env: ReadableEnvironment, needed: readonly ('JWT_ISSUER' | 'JWT_AUDIENCE')[]): readonly Mistake[] {
  return needed
    .filter((variable) => variable in env && env[variable] === undefined)
    .map((variable) => ({
      variable,
      why: label('没有它，任何签发方、任何受众的令牌都会被接受。', 'without it a token of any issuer or for any audience would be taken.'),
      works:
        variable === 'JWT_ISSUER'
          ? label('令牌中 `iss` 的原值。', 'the exact `iss` of your tokens.')
          : label('令牌中 `aud` 的原值，例如 maplebridge。', 'the exact `aud` of your tokens, for example maplebridge.'),
    }));
}

/** Two answers to the question who signs: one of them would be without effect. */
function secondIssuer(env: ReadableEnvironment): readonly Mistake[] {
  return (['JWKS_URL', 'JWT_ISSUER'] as const).flatMap((variable) => {
    const given = env[variable];
    if (given === undefined) return [];
    const why = label('OIDC_ISSUER 已指明签发方及其公钥。', 'OIDC_ISSUER says already who signs and where the keys are.');
    return [{ variable, given, why, works: label('取消设置它，或取消设置 OIDC_ISSUER。', 'unset it, or unset OIDC_ISSUER.') }];
  });
}

/** Pages sign in at the provider, which leads back to the address that people type. */
function pageMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.OIDC_CLIENT_ID === undefined) return straySecret(env);
  return (['OIDC_ISSUER', 'PUBLIC_URL'] as const)
    .filter((variable) => variable in env && env[variable] === undefined)
    .map((variable) => ({
      variable,
      why: label('已设置 OIDC_CLIENT_ID，网页登录需要它。', 'OIDC_CLIENT_ID is set, and pages cannot sign in without this.'),
      works:
        variable === 'OIDC_ISSUER'
          ? label('OpenID 提供方的地址；或取消设置 OIDC_CLIENT_ID。', 'the issuer of your OpenID provider, or unset OIDC_CLIENT_ID.')
          : label(
              '用户输入的地址；提供方须允许 <PUBLIC_URL>/sign-in/callback。',
              'the address people type; the provider has to allow <PUBLIC_URL>/sign-in/callback.',
            ),
    }));
}

function straySecret(env: ReadableEnvironment): readonly Mistake[] {
  if (env.OIDC_CLIENT_SECRET === undefined || !('OIDC_CLIENT_ID' in env)) return [];
  const why = label('没有 OIDC_CLIENT_ID 时它不起作用。', 'it means nothing without OIDC_CLIENT_ID.');
  return [
    {
      variable: 'OIDC_CLIENT_SECRET',
      given: '(hidden)',
      why,
      works: label('同时设置 OIDC_CLIENT_ID，或两者都不填。', 'set OIDC_CLIENT_ID too, or leave both out.'),
    },
  ];
}

function strayIssuer(env: ReadableEnvironment): readonly Mistake[] {
  if (env.JWT_ISSUER === undefined) return [];
  return [
    {
      variable: 'JWT_ISSUER',
      given: env.JWT_ISSUER,
      why: label('没有 JWKS_URL 时它不起作用。', 'it means nothing without JWKS_URL.'),
      works: label('同时设置 JWKS_URL，或两者都不填。', 'set JWKS_URL too, or leave both out.'),
    },
  ];
}

function databaseMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.DATABASE_ADMIN_URL === undefined || !('DATABASE_URL' in env) || env.DATABASE_URL !== undefined) return [];
  return [
    {
      variable: 'DATABASE_URL',
      why: label('已设置 DATABASE_ADMIN_URL，但没有运行时登录。', 'DATABASE_ADMIN_URL is set, but the run-time login is not.'),
      works: label(
        '两个 URL 都设置（同一数据库的两个登录），或都不设置以使用内置 PostgreSQL。',
        'both URLs (two logins of one database), or neither for the embedded PostgreSQL.',
      ),
    },
  ];
}

/** A key in a file of one machine is lost with the machine, and other gateways of the database would not have it. */
function keyMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.NODE_ENV !== 'production' || env.DATABASE_URL === undefined) return [];
  if (!('MAPLEBRIDGE_MASTER_KEY' in env) || env.MAPLEBRIDGE_MASTER_KEY !== undefined) return [];
  return [
    {
      variable: 'MAPLEBRIDGE_MASTER_KEY',
      why: label(
        '生产环境用它封存个人信息，同一数据库的每个网关须使用同一密钥。',
        'in production it seals personal values, and every gateway of the database needs the same one.',
      ),
      works: label(
        'openssl rand -base64 32 的输出，最好经 MAPLEBRIDGE_MASTER_KEY_FILE 提供，并与备份一同保存。',
        'the output of: openssl rand -base64 32, best through MAPLEBRIDGE_MASTER_KEY_FILE. Keep it with your backups.',
      ),
    },
  ];
}

/** Without a manifest nothing at all would be answered. */
function manifestMistakes(env: ReadableEnvironment): readonly Mistake[] {
  if (env.TRUSTED_DOCUMENTS_ONLY !== 'true' || env.TRUSTED_DOCUMENTS !== undefined) return [];
  return [
    {
      variable: 'TRUSTED_DOCUMENTS',
      why: label('TRUSTED_DOCUMENTS_ONLY 为 true，但没有任何清单。', 'TRUSTED_DOCUMENTS_ONLY is true, and there is no manifest.'),
      works: label('一个清单，或一个内有 <客户端>.json 清单的文件夹。', 'a manifest, or a folder of manifests called <client>.json.'),
    },
  ];
}
