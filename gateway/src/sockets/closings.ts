/** Why a socket was closed by us, beside the codes of the graphql-transport-ws protocol. */
export const closings = {
  goingAway: { code: 1001, reason: 'Going away' },
  broken: { code: 1011, reason: 'Internal server error' },
  slowReader: { code: 4208, reason: 'Slow reader' },
  tokenExpired: { code: 4403, reason: 'Token expired' },
  tooManyOperations: { code: 4429, reason: 'Too many operations on this socket' },
  tooManySockets: { code: 4429, reason: 'Too many sockets' },
  tooMuchAsked: { code: 4429, reason: 'Too much was asked for' },
  tooManyMessages: { code: 4429, reason: 'Too many messages' },
} as const;

export type Closing = (typeof closings)[keyof typeof closings];
