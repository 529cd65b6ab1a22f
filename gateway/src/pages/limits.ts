/** How long pages stay signed in, in milliseconds. Conventions of this platform, unverified against real use. */
export const pageLimits = {
  /** Between leaving for the provider and coming back. */
  signInMs: 10 * 60_000,
  /** Without any request. */
  idleMs: 30 * 60_000,
  /** In all; then the provider is asked again. */
  sessionMs: 12 * 3_600_000,
  /** A cookie is good for so long before another takes its place. */
  rotateMs: 10 * 60_000,
  /** Requests that were under way with the cookie before may still arrive. Later, its use means that it was stolen. */
  graceMs: 60_000,
} as const;

/**
 * How many sign-ins an address may have begun and not ended; one that ends is given back. A hall is one address: this bounds the rows that
 * a stranger can make wait there, not the people who sign in.
 */
export const signInBucket = { capacity: 600, perSecond: 10 } as const;
