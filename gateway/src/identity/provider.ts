import { custom, Issuer } from 'openid-client';
import { isSafeKeySource } from '../config/environment';

/** Where an OpenID provider wants to be asked what, by its own discovery document (OpenID Connect Discovery 1.0, section 4). */
export interface Provider {
  readonly issuer: Issuer;
  readonly jwksUrl: string;
}

/** The provider cannot be asked, or what it says of itself cannot be believed. Not the fault of who signs in. */
export class ProviderDown extends Error {
  override readonly name = 'ProviderDown';
}

/** A provider that moves its endpoints is followed within so long. */
const keptFor = 600_000;
/** After a failure the provider is left alone for a moment: every request would otherwise wait for its timeout. */
const restFor = 2_000;
Issuer[custom.http_options] = () => ({ timeout: 3000 });

/** Looks the provider up when it is first needed, so that a gateway starts and serves visitors while it is down. */
export function openProvider(url: string, now: () => number = Date.now): () => Promise<Provider> {
  let known: { readonly provider: Promise<Provider>; until: number } | undefined;
  return () => {
    if (known && now() < known.until) return known.provider;
    const asked = { provider: discover(url), until: now() + keptFor };
    asked.provider.catch(() => (asked.until = now() + restFor));
    known = asked;
    return asked.provider;
  };
}

async function discover(url: string): Promise<Provider> {
  const issuer = await Issuer.discover(url).catch((error: Error) => {
    throw new ProviderDown(`its discovery document cannot be had: ${error.message}`);
  });
  const { jwks_uri: jwksUrl, authorization_endpoint: authorization, token_endpoint: token } = issuer.metadata;
  if (issuer.metadata.issuer !== url) throw new ProviderDown('its discovery document is of another issuer');
  if (jwksUrl === undefined) throw new ProviderDown('its discovery document names no keys');
  const unsafe = [jwksUrl, authorization, token].find((one) => one !== undefined && !isSafeKeySource(one));
  if (unsafe !== undefined) throw new ProviderDown('its discovery document names an endpoint without https');
  return { issuer, jwksUrl };
}
