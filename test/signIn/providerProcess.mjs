// A real OpenID provider of its own for tests: who signs in is whoever `login_hint` names. Its arguments are the redirect URIs it knows.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const redirectUris = process.argv.slice(2);
const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    { client_id: 'maplebridge-pages', client_secret: 'pages-secret-of-a-test-0123456789', redirect_uris: redirectUris },
    { client_id: 'phone-app', token_endpoint_auth_method: 'none', application_type: 'native', redirect_uris: ['http://127.0.0.1/done'] },
  ],
  pkce: { required: () => true },
  cookies: { keys: ['cookies of a test'] },
  claims: { openid: ['sub'], profile: ['name'] },
  // Whoever is called so wants a token that is soon over.
  ttl: { AccessToken: (_context, { accountId, resourceServer }) => (/^brief-/.test(accountId) ? 6 : resourceServer.accessTokenTTL) },
  conformIdTokenClaims: false,
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, name: `Name of ${sub}` }) }),
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:maplebridge',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'openid', audience: 'maplebridge', accessTokenFormat: 'jwt', accessTokenTTL: 600 }),
    },
  },
});
provider.on('server_error', (_context, error) => console.error(error));

async function finish(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: String(params.login_hint) } });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope('urn:maplebridge', 'openid');
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

const answer = provider.callback();
server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  finish(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
process.send({ issuer });
