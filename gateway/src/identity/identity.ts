/** Who a verified token says is speaking. What they may do is not in the token. */
export interface Identity {
  readonly subject: string;
  readonly issuer: string;
  readonly expiresAt: Date;
  readonly name?: string;
  /** For what can be taken back before it expires: is it good still? Asked whenever rights are loaded; taking it back makes them load. */
  readonly isGood?: () => Promise<boolean>;
}

/**
 * The identity behind an Authorization header; null when there is no header.
 * Throws UNAUTHENTICATED with one text for every reason: the reason is for the security log only.
 */
export type Identify = (authorization: string | undefined, origin?: TokenOrigin) => Promise<Identity | null>;

/** Where the token came from, for the security log. */
export interface TokenOrigin {
  readonly address: string;
  readonly requestId: string;
}
