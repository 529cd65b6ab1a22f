/** A key of tests only, so that a second gateway on one database opens what the first sealed. */
export const masterKey = Buffer.alloc(32, 7).toString('base64');

/** Seconds for which a token holds when a test says nothing: tests turn the clock by months, and tokens outlive it. */
export const tenYears = 10 * 366 * 86_400;
