/** How long everything takes. `--quick` shows that it runs and how figures look; its rounds are too short to quote. */
export const plans = {
  quick: {
    name: 'quick',
    sizes: [20_000],
    writeSize: 20_000,
    rounds: 2,
    warmUp: ({ isOnce }) => (isOnce ? { count: 64 } : { milliseconds: 300 }),
    load: ({ isOnce }) => (isOnce ? { count: 200, milliseconds: 5_000 } : { milliseconds: 400 }),
    subscribers: [100],
    others: [75, 150],
    streamRounds: 1,
    streamPeers: ['mercurius'],
    events: () => 40,
  },
  full: {
    name: 'full',
    sizes: [100_000, 1_000_000],
    writeSize: 100_000,
    rounds: 7,
    warmUp: ({ isOnce }) => (isOnce ? { count: 500 } : { milliseconds: 2_000 }),
    load: ({ isOnce }) => (isOnce ? { count: 1_000, milliseconds: 30_000 } : { milliseconds: 3_000 }),
    subscribers: [1_000, 5_000],
    others: [500, 5_000],
    streamRounds: 3,
    streamPeers: ['graphql-ws', 'graphql-yoga', 'mercurius'],
    events: (subscribers) => Math.max(40, Math.min(150, 200_000 / subscribers)),
  },
};
