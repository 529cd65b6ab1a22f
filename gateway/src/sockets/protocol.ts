import type { RequestContext } from '@maplebridge/contract';
import { streamWithin } from '@maplebridge/graph';
import type { Live } from '@maplebridge/live';
import { GraphQLError } from 'graphql';
import { makeServer, type Context, type Server } from 'graphql-ws';
import { readResult, type Executor } from '../executor';
import type { Identify } from '../identity/identity';
import { negotiateLanguage } from '../language';
import type { SecurityLog } from '../log';
import type { Sessions } from '../pages/sessions';
import type { Census } from './census';
import { endWithToken } from './expiry';
import { openFollowing, type Following } from './following';
import { closings, type SocketLimits } from './limits';
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
  readonly census: Census;
  readonly limits: SocketLimits;
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
      if (Object.keys(subscriptions).length > limits.operations) {
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
      visit.leave();
    },
  });
}

type OnOperation = NonNullable<Parameters<typeof makeServer<Record<string, unknown> | undefined, Visit>>[0]['onOperation']>;

/** Streams of `live` are answered together with others where they may be: the operation stays open and idle then, for its end. */
function sharer({ share, operations, limits }: ProtocolFacts, { sourceOf }: Following): OnOperation {
  const seatOf = openSeats(operations);
  // How many arguments this takes is graphql-ws's to say.
  // eslint-disable-next-line max-params
  return ({ extra: visit }, id, payload, args, results) => {
    const source = sourceOf(results);
    const stream = source && streamWithin(source);
    if (!stream || !limits.shares) return;
    share?.(stream, seatOf({ visit, id, payload, args }, args.contextValue as RequestContext)); // `watching` was given no other
  };
}

/** True lets the visitor in; false closes with 4403. */
async function welcome(connection: Connection, facts: ProtocolFacts): Promise<boolean> {
  const { security, census, limits } = facts;
  const { extra: visit, connectionParams = {} } = connection;
  if ('language' in connectionParams) visit.language = negotiateLanguage(connectionParams['language']);
  const identity = await identityOf(connectionParams, visit, facts);
  if (identity === 'refused') return false;
  if (identity === null) return true;
  const leave = census.admit(`subject ${identity.subject}`, limits.socketsPerSubject);
  if (leave === null) {
    shut(visit, closings.tooManySockets, security);
    return false;
  }
  visit.leave(); // no longer one of the strangers of its address
  visit.leave = leave;
  visit.identity = identity;
  if (visit.socket.readyState !== visit.socket.OPEN) leave();
  else visit.forgetToken = endWithToken(visit, () => Object.keys(connection.subscriptions));
  return !visit.isEnding;
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
