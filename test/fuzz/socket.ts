import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { errorFaults } from '../attackList/send';
import type { Operation } from './operation';

/** Closings that say what was wrong with what was sent; 1011 and what has no code are ours to answer for. */
const isTold = (code: number): boolean => code >= 4400 || code === 1000 || code === 1009;

/** The first answer of an operation over a socket of its own, and what is wrong with it in itself. */
export function overSocket(url: string, connectionParams: object, operation: Operation): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { ...connectionParams },
      retryAttempts: 0,
    });
    const patience = setTimeout(() => end(['no answer within 15 s']), 15_000);
    const end = (faults: readonly string[]): void => {
      clearTimeout(patience);
      leave();
      void client.dispose();
      resolve(faults);
    };
    const leave = client.subscribe(
      { query: operation.query, variables: { ...operation.variables } },
      {
        next: (result) => end(errorFaults(JSON.stringify(result))),
        error: (error) => end(faultsIn(error)),
        complete: () => end([]),
      },
    );
  });
}

function faultsIn(error: unknown): readonly string[] {
  if (Array.isArray(error)) return errorFaults(JSON.stringify({ errors: error as unknown[] }));
  const code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : 0;
  return isTold(code) ? [] : [`the socket closed with ${code}`];
}
