/** How long everything takes. `--quick` shows that it runs and how figures look; its rounds are too short to quote. */
export const plans = {
  quick: {
    name: 'quick',
    asked: 10,
    sizes: [20_000],
    writeSize: 20_000,
    rounds: 2,
    warmUp: ({ isOnce }) => (isOnce ? { count: 64 } : { milliseconds: 150 }),
    load: ({ isOnce }) => (isOnce ? { count: 200, milliseconds: 5_000 } : { milliseconds: 250 }),
    subscribers: [100],
    others: [75, 150],
    streamRounds: 1,
    soak: { warmUp: 0.5, minutes: 0.5 },
    streamPeers: [],
    events: () => 40,
  },
  full: {
    name: 'full',
    asked: 60,
    sizes: [100_000, 1_000_000],
    writeSize: 100_000,
    rounds: 7,
    warmUp: ({ isOnce }) => (isOnce ? { count: 4_000 } : { milliseconds: 2_000 }), // until a move costs what it goes on to cost
    load: ({ isOnce }) => (isOnce ? { count: 1_000, milliseconds: 30_000 } : { milliseconds: 3_000 }),
    subscribers: [1_000, 5_000],
    others: [500, 5_000],
    streamRounds: 3,
    soak: { warmUp: 2, minutes: 10 },
    streamPeers: ['graphql-ws', 'graphql-yoga', 'mercurius'],
    events: (subscribers) => Math.max(40, Math.min(150, 200_000 / subscribers)),
  },
};
