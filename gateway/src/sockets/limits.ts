/** What one socket and one user may hold. Conventions of this platform, unverified against real traffic. */
export interface SocketLimits {
  readonly operations: number;
  readonly socketsPerSubject: number;
  readonly anonymousPerAddress: number;
  /** Messages and pings a second; a flood costs more to answer than to send. */
  readonly messagesPerSecond: number;
  readonly messageBytes: number;
  readonly bufferedBytes: number;
  /** Bytes of shared frames that may wait in one socket; then they are dropped and, once there is room, a `Resync` is sent. */
  readonly waitingBytes: number;
  /** How long a reader may be behind by `bufferedBytes`, or leave shared frames waiting. */
  readonly slowMs: number;
  readonly initMs: number;
  readonly pingMs: number;
  /** False: every subscription is answered on its own, whatever others ask. What is sent is the same. */
  readonly shares: boolean;
}

export const socketLimits: SocketLimits = {
  operations: 20,
  socketsPerSubject: 20,
  anonymousPerAddress: 100,
  messagesPerSecond: 200,
  messageBytes: 65_536,
  bufferedBytes: 1024 * 1024,
  waitingBytes: 65_536,
  slowMs: 5000,
  initMs: 3000,
  pingMs: 12_000,
  shares: true,
};

/** Why a socket was closed by us, beside the codes of the graphql-transport-ws protocol. */
export const closings = {
  goingAway: { code: 1001, reason: 'Going away' },
  broken: { code: 1011, reason: 'Internal server error' },
  slowReader: { code: 4208, reason: 'Slow reader' },
  tokenExpired: { code: 4403, reason: 'Token expired' },
  tooManyOperations: { code: 4429, reason: 'Too many operations on this socket' },
  tooManySockets: { code: 4429, reason: 'Too many sockets' },
  tooManyMessages: { code: 4429, reason: 'Too many messages' },
} as const;

export type Closing = (typeof closings)[keyof typeof closings];
