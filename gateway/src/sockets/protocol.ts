import type { RequestContext } from '@maplebridge/contract';
import { streamWithin } from '@maplebridge/graph';
import type { Live } from '@maplebridge/live';
import { GraphQLError } from 'graphql';
import { makeServer, type Context, type Server } from 'graphql-ws';
import { readResult, type Executor } from '../executor';
import type { Identify, Identity } from '../identity/identity';
import { negotiateLanguage } from '../language';
import { arrivalPrice, type Census, type ConnectionLimits, type PayerOf } from '../limits';
import type { SecurityLog } from '../log';
import type { Sessions } from '../pages/sessions';
import { closings } from './closings';
import { endWithToken } from './expiry';
import { openFollowing, type Following } from './following';
import type { SocketOperations } from './operations';
import { openSeats } from './seats';
import type { Visit } from './visit';
import { shut } from './wire';

export interface ProtocolFacts {
  readonly operations: SocketOperations;
  readonly executor: Executor;
  readonly identify: Identify;
  /** Of pages; absent: cookies mean nothing. */
  readonly sessions?: Sessions;
  readonly security: SecurityLog;
  readonly payerOf: PayerOf;
  readonly census: Census;
  readonly limits: ConnectionLimits;
  /** False: every subscription is answered on its own, whatever others ask. What is sent is the same. */
  readonly shares: boolean;
  /** Lets a stream be answered together with others of its kind; absent: none is. */
  readonly share?: Live['share'];
}

type Connection = Context<Record<string, unknown> | undefined, Visit>;

/** graphql-transport-ws with the viewer's token in `connectionParams.authorization`. */
export function socketProtocol(facts: ProtocolFacts): Server<Visit> {
  const { operations, executor, limits, security } = facts;
  const following = openFollowing();
  return makeServer<Record<string, unknown> | undefined, Visit>({
    connectionInitWaitTimeout: limits.initMs,
    onConnect: (connection) => welcome(connection, facts),
    onSubscribe: async ({ extra: visit, subscriptions }, _id, payload) => {
      if (visit.place?.mayRun(Object.keys(subscriptions).length) !== true) {
        shut(visit, closings.tooManyOperations, security);
        return [new GraphQLError('Too many operations.')]; // nothing is sent any more: this only keeps it from running
      }
      const checked = await operations.check(visit, payload);
      if (Array.isArray(checked)) security({ event: 'request refused', reason: 'operation', address: visit.address });
      return checked;
    },
    execute: async ({ schema, document, operationName, variableValues, contextValue }) =>
      readResult(await executor({ schema, document, operationName, variables: variableValues ?? {}, context: contextValue })),
    subscribe: following.subscribe,
    onOperation: sharer(facts, following),
    // How many arguments these two take is graphql-ws's to say.
    // eslint-disable-next-line max-params
    onNext: ({ extra: visit }, _id, payload, _args, result) => operations.formatResult(visit, payload, result),
    // eslint-disable-next-line max-params
    onError: ({ extra: visit }, _id, payload, errors) => operations.formatAll(visit, payload, errors),
    onClose: ({ extra: visit }) => {
      visit.forgetToken();
      visit.place?.leave();
    },
  });
}

type OnOperation = NonNullable<Parameters<typeof makeServer<Record<string, unknown> | undefined, Visit>>[0]['onOperation']>;

/** Streams of `live` are answered together with others where they may be: the operation stays open and idle then, for its end. */
function sharer({ share, operations, shares }: ProtocolFacts, { sourceOf }: Following): OnOperation {
  const seatOf = openSeats(operations);
  // How many arguments this takes is graphql-ws's to say.
  // eslint-disable-next-line max-params
  return ({ extra: visit }, id, payload, args, results) => {
    const source = sourceOf(results);
    const stream = source && streamWithin(source);
    if (!stream || !shares) return;
    share?.(stream, seatOf({ visit, id, payload, args }, args.contextValue as RequestContext)); // `watching` was given no other
  };
}

/** True lets the visitor in; false closes with 4403. */
async function welcome(connection: Connection, facts: ProtocolFacts): Promise<boolean> {
  const { extra: visit, connectionParams = {} } = connection;
  if ('language' in connectionParams) visit.language = negotiateLanguage(connectionParams['language']);
  const identity = await identityOf(connectionParams, visit, facts);
  if (!hasPaid(visit, identity === 'refused' ? null : identity, facts)) return false;
  if (identity === 'refused') return false;
  if (visit.place?.become(identity) !== true) {
    shut(visit, closings.tooManySockets, facts.security);
    return false;
  }
  visit.identity = identity;
  if (visit.socket.readyState !== visit.socket.OPEN) visit.place.leave();
  else if (identity) visit.forgetToken = endWithToken(visit, () => Object.keys(connection.subscriptions));
  return !visit.isEnding;
}

/** As any request: who brings a credential that is not good arrives as a stranger. */
function hasPaid(visit: Visit, identity: Identity | null, { payerOf, security }: ProtocolFacts): boolean {
  try {
    payerOf({ identity, address: visit.address })(arrivalPrice);
    return true;
  } catch {
    shut(visit, closings.tooMuchAsked, security);
    return false;
  }
}

async function identityOf(connectionParams: Record<string, unknown>, visit: Visit, { identify, sessions }: ProtocolFacts) {
  const authorization = connectionParams['authorization'] ?? connectionParams['Authorization'];
  const from = { address: visit.address, requestId: 'socket' };
  try {
    if (authorization === undefined || authorization === null || authorization === '') {
      return (await sessions?.identify(visit.headers, from))?.identity ?? null;
    }
    return await identify(typeof authorization === 'string' ? authorization : '(no text)', from);
  } catch {
    return 'refused' as const; // identify has written the reason to the security log
  }
}
