import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';

/** Queries and mutations by POST, subscriptions over a socket; the headers editor of GraphiQL wins over the token field. */
export function createFetcher({ token, language }) {
  return (operation, { headers = {} } = {}) => {
    const all = { 'accept-language': language, ...(token && { authorization: `Bearer ${token}` }), ...lowerCased(headers) };
    return isSubscription(operation) ? subscribe(operation, all) : post(operation, all);
  };
}

async function post(operation, headers) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json', ...headers },
    body: JSON.stringify(operation),
  });
  return response.json();
}

function subscribe(operation, { authorization, ...headers }) {
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { language: headers['accept-language'], ...(authorization && { authorization }) },
    shouldRetry: () => false,
  });
  return {
    subscribe: (sink) => {
      const stop = client.subscribe(operation, {
        next: sink.next,
        complete: sink.complete,
        error: (reason) => sink.error(readable(reason)),
      });
      return {
        unsubscribe: () => {
          stop();
          void client.dispose();
        },
      };
    },
  };
}

/** A close event says little when it is printed. */
const readable = (reason) => (reason instanceof window.CloseEvent ? new Error(`Socket closed ${reason.code}: ${reason.reason}`) : reason);

function isSubscription({ query, operationName }) {
  return getOperationAST(parse(query), operationName)?.operation === 'subscription';
}

const lowerCased = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
