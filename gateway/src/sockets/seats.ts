import { createHash } from 'node:crypto';
import type { LiveEvent, RequestContext } from '@maplebridge/contract';
import { forgetAll, sharingOf, type Sharing } from '@maplebridge/graph';
import { canonical, type Seat } from '@maplebridge/live';
import { execute, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { openingOf } from './frames';
import type { SocketOperations } from './operations';
import type { Visit } from './visit';

/** One running subscription whose events may be answered for others too. */
export interface Subscribed {
  readonly visit: Visit;
  readonly id: string;
  readonly payload: SubscribePayload;
  readonly args: ExecutionArgs;
}

export type TakeSeat = (subscribed: Subscribed, context: RequestContext) => Seat;

/** Seats at the door. */
export function openSeats({ formatResult }: Pick<SocketOperations, 'formatResult'>): TakeSeat {
  const numberOf = numberSchemas();
  return ({ visit, id, payload, args }, context) => {
    const sharing = sharingOf(args.schema, args.document);
    const opening = openingOf(id);
    const payloadOf = async (event: LiveEvent): Promise<Buffer> => {
      const result = await execute({ ...args, rootValue: event });
      return Buffer.from(JSON.stringify(formatResult(visit, payload, result) ?? result));
    };
    return {
      kind: kindOf({ payload, sharing, visit }, context, numberOf(args.schema)),
      looksFurther: sharing.looksFurther,
      answer: async (events) => {
        forgetAll(context); // what was looked up for earlier events must not be shown with these
        const payloads = await Promise.all(events.map(payloadOf));
        return { payloads, viewer: context.viewer };
      },
      send: (payloads) => {
        if (visit.isEnding || visit.socket.readyState !== visit.socket.OPEN) return true; // nothing is sent any more, nor missed
        const isSent = visit.outbox.put(opening, payloads);
        if (!isSent) visit.watchReader();
        return isSent;
      },
      onRoom: visit.outbox.onRoom,
    };
  };
}

interface Asked extends Pick<Subscribed, 'payload' | 'visit'> {
  readonly sharing: Sharing;
}

/** All that decides an answer, but sight and event. Where it may hang on the person, nobody else shares it. */
function kindOf({ payload, sharing, visit }: Asked, { viewer }: RequestContext, schema: number): string {
  const { [sharing.cursorVariable ?? '']: _where, ...variables } = payload.variables ?? {};
  const person = sharing.isAlike ? null : viewer?.personId;
  const all = [schema, visit.language, person, payload.query, payload.operationName ?? null, canonical(variables)];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url');
}

/** Two schemas never answer alike, even if the same is asked of them. */
function numberSchemas(): (schema: GraphQLSchema) => number {
  const numbers = new WeakMap<GraphQLSchema, number>();
  let count = 0;
  return (schema) => {
    const number = numbers.get(schema) ?? (count += 1);
    numbers.set(schema, number);
    return number;
  };
}
