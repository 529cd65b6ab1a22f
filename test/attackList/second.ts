import { runGatewayProcess, type GatewayProcess } from '@maplebridge/testkit';
import { brief, faultsOf, sendTo } from './send';
import { json, masterKey, type World } from './world';

/** What a second gateway of the same database says, in production mode with these variables too; it is stopped afterwards. */
export async function besides(
  { database, issuer }: World,
  env: Readonly<Record<string, string>>,
  ask: (gateway: GatewayProcess) => Promise<string>,
): Promise<string> {
  const production = { NODE_ENV: 'production', OIDC_ISSUER: issuer, JWT_AUDIENCE: 'maplebridge', MAPLEBRIDGE_MASTER_KEY: masterKey };
  const gateway = await runGatewayProcess({ databaseUrl: database.url, demo: false, env: { ...production, ...env } });
  try {
    return await ask(gateway);
  } finally {
    await gateway.close();
  }
}

export interface Body {
  /** Of somebody; absent: nobody asks. */
  readonly token?: string;
  readonly query?: string;
  readonly documentId?: string;
  readonly variables?: object;
  readonly extensions?: object;
}

/** In brief what it answers; what is wrong with the answer in itself is noted. */
export async function sent(world: World, { url }: GatewayProcess, { token, ...body }: Body): Promise<string> {
  const headers = { ...json, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const heard = await sendTo(url, { headers, body: JSON.stringify(body) });
  world.note(faultsOf(heard));
  return brief(heard);
}
